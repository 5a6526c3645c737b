import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isAbsent } from '../../discovery/system-error.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { unwritable } from '../scaffold/write-folder.ts';

/** What is in the folder that a host is set up in. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** The text of its package.json, and what that says. */
  readonly packageText: string | undefined;
  readonly packageJson: Readonly<Record<string, unknown>> | undefined;
  /** The text of its .gitignore. */
  readonly ignored: string | undefined;
}

/** @throws COMMAND_MISUSED, FOLDER_UNWRITABLE */
export async function readProject(folder: string): Promise<Project> {
  const packageText = await readIfThere(folder, 'package.json');
  return {
    folder,
    packageText,
    packageJson: packageText === undefined ? undefined : parsePackage(packageText, folder),
    ignored: await readIfThere(folder, '.gitignore'),
  };
}

async function readIfThere(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (thrown) {
    if (isAbsent(thrown)) return undefined;
    throw unwritable(join(folder, name), thrown);
  }
}

function parsePackage(text: string, folder: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isPlainObject(value)) return value;
    throw new Error(`it is ${describeValue(value)}`);
  } catch (thrown) {
    throw new HooklineError(
      'COMMAND_MISUSED',
      `The package.json in ${folder} cannot be read: ${describeThrown(thrown)}.`,
      {
        hint: 'Mend it first.',
        data: { folder },
        cause: thrown,
      },
    );
  }
}

/** A name for the host: that of the package or the folder, in the form of ids. */
export function hostNameOf({ packageJson, folder }: Project): string {
  const name = packageJson?.['name'];
  const text = typeof name === 'string' ? name.replace(/^@[^/]*\//, '') : basename(folder);
  const fitting = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 64);
  return fitting === '' || fitting === 'hookline' ? 'host' : fitting;
}
