import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';
import type { RunCommand } from '../command.ts';
import type { pack } from '../commands/pack.ts';
import { packPlugin, type PluginPackage } from '../pack/pack-plugin.ts';
import { unwritable } from '../scaffold/write-folder.ts';
import { byteText } from '../terminal/byte-text.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { viewIfThere } from '../validate/find-targets.ts';
import { readPluginAt } from '../validate/validate-plugin.ts';

export const runPack: RunCommand<typeof pack> = async ({ args, options, cwd, openSetup, style, working }) => {
  working('Looking at the plugin');
  const view = await viewIfThere(openSetup);
  const found = await readPluginAt(resolve(cwd, args.path ?? '.'), view);
  const made = await packPlugin(found, view);
  const folder = resolve(cwd, options.out ?? '.');
  const written = options.dryRun !== true;
  if (written) await write(folder, made);
  const { name, integrity, manifest } = made;
  const files = made.files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const unpackedBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const sizes = { bytes: made.bytes.length, unpackedBytes, files };
  const file = join(folder, name);
  return {
    result: { name, file, integrity, ...sizes, manifest, written },
    text: toText(made, { ...sizes, file, written }, style),
  };
};

async function write(folder: string, { name, bytes }: PluginPackage): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomically(join(folder, name), bytes, { durable: false });
  } catch (thrown) {
    throw unwritable(folder, thrown);
  }
}

interface Facts {
  readonly file: string;
  readonly written: boolean;
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

function toText({ manifest, integrity, name }: PluginPackage, facts: Facts, style: Style): string {
  const rows = facts.files.map(({ path, bytes }) => [byteText(bytes), printableLine(path)]);
  const count = `${facts.files.length} ${facts.files.length === 1 ? 'file' : 'files'}`;
  const size = `${count}, ${byteText(facts.bytes)}, unpacked ${byteText(facts.unpackedBytes)}`;
  return [
    `${style.paint('bold', printableLine(manifest.name ?? manifest.id))} ${manifest.version}`,
    table([{ title: 'SIZE', align: 'right' }, { title: 'FILE' }], rows, style),
    [
      facts.written ? facts.file : `${name} would be written.`,
      style.paint('dim', size),
      style.paint('dim', integrity),
    ].join('\n'),
  ].join('\n\n');
}
