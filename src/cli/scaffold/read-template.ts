import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { HooklineError } from '../../errors/hookline-error.ts';
import { describeSystemError } from '../../discovery/system-error.ts';
import type { Files } from './plugin-plan.ts';

/** The files of a template: texts as text, others as bytes. @throws TEMPLATE_INVALID */
export async function readTemplate(folder: string): Promise<Files> {
  try {
    const root = await realpath(folder);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    // A link could lead anywhere.
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    if (files.length === 0) throw templateInvalid(folder, 'it has no files');
    const contents = await Promise.all(
      files
        .toSorted()
        .map(async (file) => [relative(root, file).split(sep).join('/'), await readContent(file)] as const),
    );
    return Object.fromEntries(contents);
  } catch (thrown) {
    if (thrown instanceof HooklineError) throw thrown;
    throw templateInvalid(folder, `it cannot be read: ${describeSystemError(thrown)}`, thrown);
  }
}

async function readContent(file: string): Promise<string | Uint8Array> {
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

export function templateInvalid(folder: string, problem: string, ...cause: unknown[]): HooklineError {
  return new HooklineError('TEMPLATE_INVALID', `The template ${folder} cannot be used: ${problem}.`, {
    hint: 'Mend the template, or choose another one with "--template".',
    data: { folder, problem },
    ...(cause.length === 0 ? {} : { cause: cause[0] }),
  });
}
