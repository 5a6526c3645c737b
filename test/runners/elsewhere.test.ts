import { bubblewrap, type Launcher, type RunnerOptions } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from '../manager/host.ts';
import { findBubblewrap } from './find-bubblewrap.ts';

const bwrap = findBubblewrap();
const launcher: Launcher | undefined = bwrap === undefined ? undefined : bubblewrap({ program: bwrap });

const PLACES: readonly (readonly [name: string, runners: RunnerOptions])[] = [
  ['in the thread of the host', {}],
  ['in threads', { min: 'worker' }],
  ['in processes', { min: 'process' }],
  ...(launcher === undefined ? [] : [['behind bubblewrap', { min: 'process', launcher }] as const]),
];

/** A plugin that brings a version of a library with it. */
function bringing(version: string): WrittenPlugin {
  return {
    code: `import { version } from 'words'; export default { hooks: { greet: ({ name }) => name + ' ' + version } };`,
    files: {
      'node_modules/words/package.json': JSON.stringify({
        name: 'words',
        version,
        type: 'module',
        exports: './words.js',
      }),
      'node_modules/words/words.js': `export const version = '${version}';`,
    },
  };
}

describe.each(PLACES)('plugins that run %s', { timeout: 30_000 }, (_name, runners) => {
  test('bring different versions of one library', async () => {
    const plugins = { 'acme.one': bringing('1.4.0'), 'acme.two': bringing('2.0.0') };
    const { manager, greet } = await createHost(plugins, { runners });
    await manager.start();
    expect(await greet('words')).toEqual(['words 1.4.0', 'words 2.0.0']);
  });

  test('stay where they are from one call to the next', async () => {
    const code = `let calls = 0; export default { hooks: { greet: () => process.pid + ' ' + ++calls } };`;
    const { manager, greet } = await createHost({ 'acme.one': { code } }, { runners });
    await manager.start();
    const [first] = await greet();
    expect(await greet()).toEqual([first!.replace(/1$/, '2')]);
  });

  test('work at the same time', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    let meet: (() => void) | undefined;
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const here = new Set<string>();
    // Nobody goes on before all are there.
    const arrive = async (id: string): Promise<void> => {
      here.add(id);
      if (here.size === ids.length) meet?.();
      await met;
    };
    const plugin = (id: string): WrittenPlugin => ({
      manifest: { hooks: { widgets: {} }, requires: { meeting: '^1' } },
      code: `{ hooks: { widgets: async (_args, ctx) => {
        await (await ctx.services.get('meeting')).arrive('${id}');
        return '${id}';
      } } }`,
    });
    const { manager } = await createHost(Object.fromEntries(ids.map((id) => [`acme.${id}`, plugin(id)])), {
      runners,
      services: { meeting: { version: '1.0.0', value: { arrive } } },
    });
    await manager.start();
    expect(await manager.hooks.execute('widgets')).toEqual(ids);
  });
});

test.skipIf(bwrap !== undefined)(
  'bubblewrap is not installed, or may not make namespaces here: nothing ran behind it',
  () => {
    expect(bwrap).toBe(undefined);
  },
);
