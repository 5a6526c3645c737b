import { readJson } from './json-document.ts';
import { readJsonPlaces } from './json-places.ts';
import type { ManifestDocument, TextFlaw } from './manifest-document.ts';
import { valueAt, type Path } from './manifest-path.ts';
import { ManifestSchema } from './manifest.ts';

/** The key of a package.json under which a manifest stands. */
const KEY = 'hookline';

type Written = Readonly<Record<string, unknown>>;

/** Something that a manifest leaves to its package.json. */
interface Inherited {
  readonly value: unknown;
  /** Where it stands in the package.json. */
  readonly path: Path;
}

interface Source {
  readonly key: keyof typeof ManifestSchema.shape;
  readonly path: Path;
  /** Whether it counts even if it is wrong. What only describes a plugin was not written for us, and must not harm it. */
  readonly needed: boolean;
}

/** What stands in for keys of the manifest; of several, the first that is there. */
const SOURCES: readonly Source[] = [
  { key: 'version', path: ['version'], needed: true },
  { key: 'entry', path: ['exports'], needed: true },
  { key: 'entry', path: ['exports', '.'], needed: true },
  { key: 'entry', path: ['main'], needed: true },
  { key: 'engines', path: ['engines'], needed: true },
  { key: 'description', path: ['description'], needed: false },
  { key: 'keywords', path: ['keywords'], needed: false },
  { key: 'author', path: ['author'], needed: false },
  { key: 'author', path: ['author', 'name'], needed: false },
  { key: 'license', path: ['license'], needed: false },
  { key: 'homepage', path: ['homepage'], needed: false },
];

/** Reads the text of a package.json, whose other keys stand in for what its manifest leaves out. */
export function readPackageDocument(text: string): ManifestDocument {
  const { value: document, flaws } = readJson(text);
  const own = valueAt(document, [KEY]);
  const inherited = isObject(own) ? inherit(own, document as Written) : new Map<string, Inherited>();
  const additions = Object.fromEntries([...inherited].map(([key, { value }]) => [key, value]));
  return {
    value: isObject(own) ? { ...own, ...additions } : own,
    absent: own === undefined && flaws.every(({ code }) => code !== 'MANIFEST_SYNTAX'),
    flaws: flaws.filter(({ path }) => concerns(path, inherited)),
    toDocumentPath: (path) => toDocumentPath(path, inherited),
    readPlaces: () => readJsonPlaces(text).root,
  };
}

/** Whether a flaw of the text is one of the manifest: the rest of the file is not ours. */
function concerns(path: TextFlaw['path'], inherited: ReadonlyMap<string, Inherited>): boolean {
  if (path.length === 0 || path[0] === KEY) return true;
  return [...inherited.values()].some((each) => path.every((step, index) => each.path[index] === step));
}

function toDocumentPath(path: Path, inherited: ReadonlyMap<string, Inherited>): Path {
  const [key, ...rest] = path;
  const { path: instead } = inherited.get(String(key)) ?? {};
  return instead === undefined ? [KEY, ...path] : [...instead, ...rest];
}

function inherit(own: Written, document: Written): Map<string, Inherited> {
  const found = new Map<string, Inherited>();
  for (const { key, path, needed } of SOURCES) {
    const value = readSource(document, path);
    if (value === undefined || Object.hasOwn(own, key) || found.has(key)) continue;
    if (needed || ManifestSchema.shape[key].safeParse(value).success) found.set(key, { value, path });
  }
  return found;
}

/** Only plain strings say what the entry is: conditions of `exports` are for whoever imports the package. */
function readSource(document: Written, path: Path): unknown {
  const value = valueAt(document, path);
  if (path[0] === 'engines') {
    const node = valueAt(value, ['node']);
    return typeof node === 'string' ? { node } : undefined;
  }
  if (path[0] === 'keywords') return value;
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
