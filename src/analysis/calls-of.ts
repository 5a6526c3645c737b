import type { Call, Node } from './ast.ts';
import { originOf, toText } from './origin.ts';
import type { Place } from './place.ts';
import type { SourceFile } from './source-file.ts';
import type { Scope } from './scope.ts';

/** A call, or a `new`, of something whose origin is known. */
export interface KnownCall {
  /** Such as `global:setTimeout`, `module:child_process.exec`. */
  readonly callee: string;
  readonly node: Call;
  readonly given: readonly Node[];
  readonly scope: Scope;
  readonly atImport: boolean;
  readonly place: Place;
}

const known = new WeakMap<SourceFile, readonly KnownCall[]>();

/** The calls of a file whose callee comes from a global or from a module. */
export function callsOf(file: SourceFile): readonly KnownCall[] {
  const calls = known.get(file) ?? findCalls(file);
  known.set(file, calls);
  return calls;
}

function findCalls(file: SourceFile): readonly KnownCall[] {
  return file.places('CallExpression', 'OptionalCallExpression', 'NewExpression').flatMap((place) => {
    const { node, scope, atImport } = place;
    const origin = originOf(node.callee, scope);
    if (origin === undefined) return [];
    const { path } = origin;
    const last = path.at(-1);
    // `f.call(x, a)` is `f(a)`.
    const isIndirect = node.type !== 'NewExpression' && path.length > 0 && (last === 'call' || last === 'apply');
    const callee = toText(isIndirect ? { ...origin, path: path.slice(0, -1) } : origin);
    const given = last === 'call' ? node.arguments.slice(1) : last === 'apply' ? [] : node.arguments;
    return [{ callee, node, given, scope, atImport, place }];
  });
}
