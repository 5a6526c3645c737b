import type { Member, Node } from './ast.ts';
import { collectNames, keyName } from './collect-names.ts';
import { loadedBy } from './loaded-by.ts';
import { memberName } from './origin.ts';
import { placeOfValue, placesAround, type Place } from './place.ts';
import type { Places } from './build-places.ts';
import type { Binding, Scope } from './scope.ts';
import { staticText } from './static-text.ts';

/** One place where a file loads a module. */
export interface ImportSite {
  /** Absent where it is computed. */
  readonly specifier: string | undefined;
  readonly kind: 'import' | 'export' | 'import()' | 'require' | 'url';
  /** Erased before it runs. */
  readonly typeOnly: boolean;
  /** The names that are used of the module; `undefined` if it is passed around, so that any may be. */
  readonly members: readonly string[] | undefined;
  /** Whether it may be absent: a `try` or a `catch()` is around it. */
  readonly guarded: boolean;
  /** Whether it is loaded as soon as the file is. */
  readonly atImport: boolean;
  readonly place: Place;
}

/** Everything that a file loads, in the order of the text. */
export function importsOf(places: Places, scope: Scope, isTypeScript: boolean): readonly ImportSite[] {
  const sites = [
    ...each(places, 'ImportDeclaration').map((place) => fromDeclaration(place, scope, isTypeScript)),
    ...['ExportNamedDeclaration', 'ExportAllDeclaration'].flatMap((type) => each(places, type).flatMap(fromExport)),
    ...['CallExpression', 'OptionalCallExpression', 'ImportExpression'].flatMap((type) =>
      each(places, type).flatMap(fromCall),
    ),
    ...each(places, 'TSImportEqualsDeclaration').flatMap((place) => fromImportEquals(place, scope)),
    ...each(places, 'NewExpression').flatMap(fromUrl),
  ];
  return sites.toSorted((one, other) => startOf(one.place) - startOf(other.place));
}

const each = (places: Places, type: string): readonly Place[] => places.get(type) ?? [];
const startOf = ({ node }: Place): number => node.start ?? 0;

function fromDeclaration(place: Place, scope: Scope, isTypeScript: boolean): ImportSite {
  const node = place.node as Extract<Node, { type: 'ImportDeclaration' }>;
  const values = node.specifiers.filter((one) => one.type !== 'ImportSpecifier' || one.importKind !== 'type');
  const used = values.flatMap(({ local }) => {
    const binding = scope.find(local.name);
    if (binding === undefined) return [];
    // What only stands in types is not used; the module may be loaded all the same.
    return isTypeScript && binding.references.length === 0 ? [] : [membersOf(binding)];
  });
  const isErased = node.specifiers.length > 0 && values.length === 0;
  return {
    specifier: node.source.value,
    kind: 'import',
    typeOnly: node.importKind === 'type' || isErased,
    members: joinMembers(used),
    guarded: false,
    atImport: true,
    place,
  };
}

function fromExport(place: Place): readonly ImportSite[] {
  const node = place.node as Extract<Node, { type: 'ExportNamedDeclaration' | 'ExportAllDeclaration' }>;
  if (node.source === null || node.source === undefined) return [];
  const members =
    node.type === 'ExportAllDeclaration'
      ? undefined
      : node.specifiers.map((specifier) =>
          'local' in specifier && 'name' in specifier.local ? specifier.local.name : '*',
        );
  const typeOnly = node.exportKind === 'type';
  return [{ specifier: node.source.value, kind: 'export', typeOnly, members, guarded: false, atImport: true, place }];
}

function fromImportEquals(place: Place, scope: Scope): readonly ImportSite[] {
  const node = place.node as Extract<Node, { type: 'TSImportEqualsDeclaration' }>;
  const binding = scope.find(node.id.name);
  if (binding?.imported === undefined) return [];
  const typeOnly = node.importKind === 'type' || binding.references.length === 0;
  const { specifier } = binding.imported;
  return [{ specifier, kind: 'require', typeOnly, members: membersOf(binding), guarded: false, atImport: true, place }];
}

function fromCall(place: Place): readonly ImportSite[] {
  const loaded = loadedBy(place.node, place.scope);
  if (loaded === undefined) return [];
  const isImport = place.node.type === 'ImportExpression' || calleeType(place.node) === 'Import';
  return [
    {
      specifier: staticText(loaded, place.scope),
      kind: isImport ? 'import()' : 'require',
      typeOnly: false,
      members: membersOfValue(place),
      guarded: isGuarded(place),
      atImport: place.atImport,
      place,
    },
  ];
}

function calleeType(node: Node): string {
  return (node as { readonly callee?: Node }).callee?.type ?? '';
}

/** `new URL('./thread.js', import.meta.url)`: how a module names a file beside it, most often one for a thread. */
function fromUrl(place: Place): readonly ImportSite[] {
  const { callee, arguments: given } = place.node as Extract<Node, { type: 'NewExpression' }>;
  const [path, base] = given;
  if (callee.type !== 'Identifier' || callee.name !== 'URL' || !isOwnAddress(base)) return [];
  const specifier = staticText(path, place.scope);
  if (specifier === undefined || !/^\.{1,2}\/.*\.[cm]?[jt]s$/.test(specifier)) return [];
  return [{ specifier, kind: 'url', typeOnly: false, members: [], guarded: true, atImport: false, place }];
}

function isOwnAddress(node: Node | undefined): boolean {
  if (node?.type !== 'MemberExpression' || node.object.type !== 'MetaProperty') return false;
  return node.property.type === 'Identifier' && node.property.name === 'url';
}

function isGuarded(place: Place): boolean {
  for (const { node, key } of placesAround(place)) {
    if (key === 'block' && node.type === 'BlockStatement') return true;
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      if (keyName({ ...node.callee, key: node.callee.property } as never) === 'catch') return true;
    }
  }
  return false;
}

/** Names may stand for each other in a circle, and a thousand for one. */
const MOST_ALIASES = 64;

/** The names that are used of what a binding stands for. */
function membersOf(binding: Binding, seen = new Set<Binding>()): readonly string[] | undefined {
  const { imported } = binding;
  if (imported !== undefined && imported.name !== '*' && imported.name !== 'default') return [imported.name];
  if (seen.has(binding)) return [];
  seen.add(binding);
  if (seen.size > MOST_ALIASES) return undefined;
  return joinMembers(binding.references.map((place) => membersOfValue(place, seen)));
}

/** What is done with the promise of a module says nothing of the module. */
const OF_PROMISES: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** What is used of a value, judged by where it stands. */
function membersOfValue(start: Place, seen = new Set<Binding>()): readonly string[] | undefined {
  const { parent, key } = valueOfModule(start);
  if (parent === undefined) return undefined;
  const { node } = parent;
  if (key === 'object' && isMember(node)) {
    const name = memberName(node, parent.scope);
    return name === undefined || OF_PROMISES.has(name) ? undefined : [name];
  }
  if (key === 'init' && node.type === 'VariableDeclarator') return membersOfPattern(node.id, parent, seen);
  return node.type === 'ExpressionStatement' ? [] : undefined;
}

/** Past what gives the same module: `await`, `.default`, and what compilers put around it. */
function valueOfModule(start: Place): Place {
  for (let place = placeOfValue(start); ;) {
    const { parent, key } = place;
    if (parent === undefined) return place;
    const { node, scope } = parent;
    const isSame =
      (key === 'argument' && node.type === 'AwaitExpression') ||
      (key === 'object' && isMember(node) && memberName(node, scope) === 'default') ||
      (key === 'arguments' && isInterop(node));
    if (!isSame) return place;
    place = placeOfValue(parent);
  }
}

function isMember(node: Node): node is Member {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}

function isInterop(node: Node): boolean {
  const name = node.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee.name : '';
  return /^_*(?:interopRequire\w*|importDefault|importStar|toESM\d*)$/.test(name);
}

function membersOfPattern(pattern: Node, { scope }: Place, seen: Set<Binding>): readonly string[] | undefined {
  const names = collectNames(pattern);
  if (pattern.type === 'Identifier') {
    const binding = scope.find(pattern.name);
    return binding === undefined ? undefined : membersOf(binding, seen);
  }
  const members = names.map(({ path }) => path[0]);
  return members.some((name) => name === undefined || name === '?') ? undefined : (members as readonly string[]);
}

function joinMembers(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined;
}
