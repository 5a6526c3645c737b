import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where programs are looked for. */
export interface ProgramPath {
  /** As in `PATH`. */
  readonly path: string;
  /** As in `PATHEXT` on Windows; empty elsewhere. */
  readonly extensions: string;
}

/** The search path of an environment; the name of its variable is written in any case on Windows. */
export function toProgramPath(
  env: Readonly<Record<string, string | undefined>>,
  platform: string = process.platform,
): ProgramPath {
  if (platform !== 'win32') return { path: env['PATH'] ?? '', extensions: '' };
  const read = (name: string): string | undefined =>
    Object.entries(env).find(([key]) => key.toUpperCase() === name)?.[1];
  return { path: read('PATH') ?? '', extensions: read('PATHEXT') ?? '.COM;.EXE;.BAT;.CMD' };
}

/** Those of `names` that are no executable file in the search path. Nothing is run. */
export async function findMissingPrograms(
  names: Iterable<string>,
  programPath: ProgramPath = toProgramPath(process.env),
): Promise<ReadonlySet<string>> {
  const distinct = [...new Set(names)];
  const found = await Promise.all(distinct.map((name) => isProgram(name, programPath)));
  return new Set(distinct.filter((_, index) => found[index] !== true));
}

async function isProgram(name: string, { path, extensions }: ProgramPath): Promise<boolean> {
  // A name with a folder would not be looked for in PATH at all.
  if (/[/\\]/.test(name)) return false;
  const suffixes = ['', ...extensions.split(';').filter((each) => each !== '')];
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    for (const suffix of suffixes) if (await isExecutable(join(folder, `${name}${suffix}`))) return true;
  }
  return false;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
