import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the analysis needs of a package.json. */
export interface PackageFile {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  readonly name: string | undefined;
  readonly main: string | undefined;
  readonly exports: unknown;
  readonly imports: unknown;
  /** By the name of the list, such as `dependencies`. */
  readonly lists: Readonly<Record<DependencyList, Readonly<Record<string, string>>>>;
}

export const DEPENDENCY_LISTS = ['dependencies', 'peerDependencies', 'optionalDependencies'] as const;
type DependencyList = (typeof DEPENDENCY_LISTS)[number];

/** The package.json of a folder; `undefined` if there is none that can be read. */
export async function readPackageFile(folder: string): Promise<PackageFile | undefined> {
  const file = join(folder, 'package.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const value = text === undefined ? undefined : parse(text);
  if (text === undefined || value === undefined) return undefined;
  const lists = Object.fromEntries(DEPENDENCY_LISTS.map((list) => [list, textsOf(value[list])]));
  return {
    file,
    text,
    name: textOf(value['name']),
    main: textOf(value['main']),
    exports: value['exports'],
    imports: value['imports'],
    lists: lists as PackageFile['lists'],
  };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
