import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { createHost, type WrittenPlugin } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

const OTHER_SYSTEM = process.platform === 'win32' ? 'linux' : 'win32';
const OTHER_PROCESSOR = process.arch === 's390x' ? 'x64' : 's390x';

/** A plugin that would tell if its code were loaded. */
function silent(note: string, manifest: WrittenPlugin['manifest'] = {}): WrittenPlugin {
  return { manifest, code: `${note}('loaded'); export default { hooks: { greet() {} } };` };
}

describe('a plugin for another platform', () => {
  test('is unsupported with what it wants and what is there, and never loaded', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.cpu': silent(note, { platform: { cpu: [OTHER_PROCESSOR] } }),
      'acme.excluded': silent(note, { platform: { os: [`!${process.platform}`] } }),
      'acme.fitting': {
        manifest: { platform: { os: [OTHER_SYSTEM, process.platform], cpu: [`!${OTHER_PROCESSOR}`] } },
      },
      'acme.node': silent(note, { engines: { node: '>=1000' } }),
      'acme.system': silent(note, { platform: { os: [OTHER_SYSTEM] } }),
    });
    await manager.start();
    expect(await greet()).toEqual(['hello from acme.fitting']);
    expect(manager.list().map(({ id, state, code, reason }) => [id, state, code, reason])).toEqual([
      [
        'acme.cpu',
        'unsupported',
        'PLATFORM_UNSUPPORTED',
        `The plugin "acme.cpu" 1.0.0 supports the processors "${OTHER_PROCESSOR}", but this is "${process.arch}".`,
      ],
      [
        'acme.excluded',
        'unsupported',
        'PLATFORM_UNSUPPORTED',
        `The plugin "acme.excluded" 1.0.0 supports the operating systems "!${process.platform}", but this is "${process.platform}".`,
      ],
      ['acme.fitting', 'active', undefined, undefined],
      [
        'acme.node',
        'unsupported',
        'ENGINE_UNSUPPORTED',
        `The plugin "acme.node" 1.0.0 needs Node.js ">=1000", but this is "${process.version}".`,
      ],
      [
        'acme.system',
        'unsupported',
        'PLATFORM_UNSUPPORTED',
        `The plugin "acme.system" 1.0.0 supports the operating systems "${OTHER_SYSTEM}", but this is "${process.platform}".`,
      ],
    ]);
    expect(lines).toEqual([]);
  });
});

describe('a plugin that needs programs', () => {
  test('is unsupported until they are there: the missing ones are named with how to get them', async () => {
    const { lines, note } = createJournal();
    const bins = [
      { name: 'hookline-test-tool', install: 'apt install hookline-test-tool' },
      { name: 'hookline-test-other' },
      { name: 'node' },
    ];
    const host = await createHost({ 'acme.tools': silent(note, { platform: { bins } }) });
    await host.manager.start();
    expect(await host.greet()).toEqual([]);
    const { state, code, reason, remedy } = host.manager.get('acme.tools')!;
    expect([state, code, reason, remedy]).toEqual([
      'unsupported',
      'REQUIREMENT_MISSING',
      'The plugin "acme.tools" 1.0.0 needs the programs "hookline-test-tool", "hookline-test-other", which are not found through PATH.',
      'Install "hookline-test-tool": apt install hookline-test-tool. Install "hookline-test-other" and make sure that it is found through PATH.',
    ]);
    expect(lines).toEqual([]);

    await addToPath(['hookline-test-tool', 'hookline-test-other']);
    await host.manager.rescan();
    await host.greet();
    expect([host.states(), lines]).toEqual([{ 'acme.tools': 'active' }, ['loaded']]);
  });
});

describe('a plugin that needs files', () => {
  test('is unsupported until they are there: the missing ones are named with how to get them', async () => {
    const { lines, note } = createJournal();
    const data = await createTemporaryFolder({ 'there.txt': '' });
    const files = [
      { path: './words/de.txt', install: 'run "npm run words" in the folder of the plugin' },
      { path: join(data, 'none.txt') },
      { path: join(data, 'there.txt') },
      { path: '.' },
    ];
    const host = await createHost({ 'acme.words': silent(note, { platform: { files } }) });
    const own = join(host.folder, 'plugins/acme.words/words/de.txt');
    await host.manager.start();
    expect(await host.greet()).toEqual([]);
    const { state, code, reason, remedy } = host.manager.get('acme.words')!;
    expect([state, code, reason, remedy]).toEqual([
      'unsupported',
      'REQUIREMENT_MISSING',
      `The plugin "acme.words" 1.0.0 needs the files "${own}", "${join(data, 'none.txt')}", which are not there or cannot be read.`,
      `Get "${own}": run "npm run words" in the folder of the plugin. Put "${join(data, 'none.txt')}" in its place and let this process read it.`,
    ]);
    expect(lines).toEqual([]);

    await writeFiles(host.folder, { 'plugins/acme.words/words/de.txt': '' });
    await writeFile(join(data, 'none.txt'), '');
    await host.manager.rescan();
    await host.greet();
    expect([host.states(), lines]).toEqual([{ 'acme.words': 'active' }, ['loaded']]);
  });
});

/** Makes programs that are found until the test ends. */
async function addToPath(names: readonly string[]): Promise<void> {
  const folder = await createTemporaryFolder();
  for (const name of names) {
    const file = join(folder, process.platform === 'win32' ? `${name}.cmd` : name);
    await writeFile(file, '');
    await chmod(file, 0o755);
  }
  const before = process.env['PATH'];
  process.env['PATH'] = `${before}${delimiter}${folder}`;
  onTestFinished(() => {
    process.env['PATH'] = before;
  });
}
