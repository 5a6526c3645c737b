import { mkdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { HooklineError } from '../../errors/hookline-error.ts';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';
import type { Outcome, RunCommand } from '../command.ts';
import type { hooksDocs } from '../commands/hooks-docs.ts';
import { toReferencePage } from '../hook-docs/to-reference-page.ts';

export const runHooksDocs: RunCommand<typeof hooksDocs> = async ({ options, openSetup, cwd }) => {
  const { host, hookspecs } = (await openSetup()).options;
  const markdown = toReferencePage({
    title: options.title ?? `The hooks of ${host.name}`,
    intro: `What plugins can implement, as of version ${host.api} of the plugin API.`,
    hookspecs,
  });
  if (options.out === undefined) {
    if (options.check) throw noFile();
    return { result: { markdown }, text: markdown };
  }
  const file = resolve(cwd, options.out);
  return options.check ? compare(file, markdown) : write(file, markdown);
};

async function compare(file: string, markdown: string): Promise<Outcome> {
  const upToDate = (await readFile(file, 'utf8').catch(() => undefined)) === markdown;
  const text = upToDate ? `${file} is up to date.` : `${file} is out of date: run the command without "--check".`;
  return { result: { markdown, file, upToDate }, text, exitCode: upToDate ? 0 : 1 };
}

async function write(file: string, markdown: string): Promise<Outcome> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomically(file, markdown, { durable: false });
  return { result: { markdown, file }, text: `Wrote ${file}.` };
}

function noFile(): HooklineError {
  return new HooklineError('COMMAND_MISUSED', '"--check" needs a file to compare with.', {
    hint: 'Name it with "--out <file>".',
  });
}
