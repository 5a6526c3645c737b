import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtin, type PluginStatus } from 'hookline';
import { checkLeaks, createTestManager, fakePlugin, faultPlugin } from 'hookline/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { assertBuilt } from '../tooling/assert-built.ts';
import { kitHookspecs, type KitHooks } from './kit-hooks.ts';

beforeAll(assertBuilt);

const hookspecs = kitHookspecs;

function writtenPlugin(id = 'acme.greeter', code = '{ hooks: { greet: ({ name }) => `hello ${name}` } }') {
  return createTemporaryFolder({
    'plugin.json': JSON.stringify({ id, version: '1.0.0', api: '^1.0', entry: './index.mjs', hooks: { greet: {} } }),
    'index.mjs': `export default ${code};`,
  });
}

const greeter = fakePlugin<KitHooks>({
  manifest: { id: 'acme.greeter' },
  hooks: { greet: ({ name }) => `hello ${name}` },
});

const asText = fakePlugin({
  manifest: { id: 'acme.greeter', hooks: { greet: {} } },
  code: '{ hooks: { greet: ({ name }) => `hello ${name}` } }',
});

describe('a test manager', () => {
  test('runs plugins of folders, fakes and builtin ones, and leaves nothing behind', async () => {
    const host = await createTestManager<KitHooks>({
      hookspecs,
      plugins: [
        await writtenPlugin(),
        fakePlugin<KitHooks>({ manifest: { id: 'acme.fake' }, hooks: { greet: () => 'fake' } }),
        {
          manifest: { id: 'acme.inside', version: '1.0.0', api: '^1.0', hooks: { greet: {} } },
          load: () => ({ hooks: { greet: () => 'inside' } }),
        },
        fakePlugin({
          manifest: { id: 'acme.text', hooks: { greet: {} } },
          code: "export default { hooks: { greet: () => 'text' } };",
        }),
      ],
    });
    expect(await host.execute('greet', { name: 'you' })).toEqual(['fake', 'hello you', 'inside', 'text']);
    expect(host.manager.list().map(({ id, state }) => [id, state])).toEqual([
      ['acme.fake', 'active'],
      ['acme.greeter', 'active'],
      ['acme.inside', 'active'],
      ['acme.text', 'active'],
    ]);
    expect(existsSync(host.folder)).toBe(true);
    await host.dispose();
    await host.dispose();
    expect(existsSync(host.folder)).toBe(false);
  });

  test.each(['inline', 'worker', 'process'] as const)(
    'has the code of plugins run %s',
    { timeout: 30_000 },
    async (runner) => {
      const module = join(
        await createTemporaryFolder({
          'main.mjs': 'export default { hooks: { greet: () => `module ${process.pid}` } };',
        }),
        'main.mjs',
      );
      await using host = await createTestManager<KitHooks>({
        hookspecs,
        runner,
        plugins: [
          await writtenPlugin('acme.folder'),
          asText,
          fakePlugin({ manifest: { id: 'acme.module', hooks: { greet: {} } }, module }),
        ],
      });
      const [first, second, third] = await host.execute('greet', { name: 'you' });
      expect([first, second]).toEqual(['hello you', 'hello you']);
      expect(third === `module ${process.pid}`).toBe(runner !== 'process');
      expect(host.manager.list().map((plugin) => plugin.runner)).toEqual([runner, runner, runner]);
    },
  );

  test('gives plugins their configuration, secrets and services, and keeps logs and errors', async () => {
    await using host = await createTestManager<KitHooks>({
      hookspecs,
      config: { 'acme.fake': { tone: 'kind' } },
      secrets: { token: 'hidden-token' },
      services: { clock: { version: '1.0.0', value: { now: () => 7 } } },
      plugins: [
        fakePlugin<
          KitHooks,
          { readonly config: { readonly tone: string }; readonly services: { readonly clock: { now(): number } } }
        >({
          manifest: {
            id: 'acme.fake',
            config: { schema: { type: 'object', properties: { tone: { type: 'string' } } } },
            secrets: [{ key: 'token', description: 'A token.' }],
            requires: { clock: '^1.0.0' },
          },
          hooks: {
            greet: async ({ name }, ctx) => {
              ctx.log.info('seen', { secret: ctx.secrets.get('token') });
              if (name === 'nobody') throw new Error('Nobody is there.');
              return `${ctx.config.tone} ${(await ctx.services.get('clock')).now()}`;
            },
          },
        }),
      ],
    });
    expect(await host.execute('greet', { name: 'you' })).toEqual(['kind 7']);
    expect(await host.execute('greet', { name: 'nobody' })).toEqual([]);
    expect(host.logs.map(({ plugin, message, data }) => [plugin, message, data])).toEqual([
      ['acme.fake', 'seen', { secret: '[secret token]' }],
      ['acme.fake', 'seen', { secret: '[secret token]' }],
    ]);
    expect(host.errors.map(({ plugin, phase, error }) => [plugin, phase, error.code])).toEqual([
      ['acme.fake', 'hook', 'HOOK_FAILED'],
    ]);
  });

  test('adds plugins later, and takes those out again that cannot run', async () => {
    await using host = await createTestManager<KitHooks>({ hookspecs });
    const status: PluginStatus = await host.load(await writtenPlugin());
    expect([status.id, status.state]).toEqual(['acme.greeter', 'active']);
    await expect(host.load(faultPlugin('failsToActivate', { hook: 'greet' }))).rejects.toMatchObject({
      code: 'TEST_PLUGIN_UNUSABLE',
      message:
        'Not every plugin of the test can run. The plugin "test.fails-to-activate" is failed: In the plugin "test.fails-to-activate" 1.0.0, activate failed: The fault of the test.',
    });
    expect(host.manager.list().map(({ id }) => id)).toEqual(['acme.greeter']);
    expect(await host.execute('greet', { name: 'you' })).toEqual(['hello you']);
  });

  test('takes sources and all other options of a manager as well', async () => {
    const source = builtin([
      {
        manifest: { id: 'other-host.own', version: '1.0.0', api: '^2.0', hooks: { greet: {} } },
        plugin: { hooks: { greet: () => 'own' } },
      },
    ]);
    await using host = await createTestManager<KitHooks>({
      hookspecs,
      host: { name: 'other-host', api: '2.1.0' },
      sources: [source],
      plugins: [greeter],
    });
    expect(await host.execute('greet', { name: 'you' })).toEqual(['hello you', 'own']);
  });

  test('activates at the time of the manifest if a test wants that', async () => {
    await using host = await createTestManager<KitHooks>({ hookspecs, plugins: [greeter], activation: 'manifest' });
    expect(host.manager.get('acme.greeter')!.state).toBe('ready');
    await host.execute('greet', { name: 'you' });
    expect(host.manager.get('acme.greeter')!.state).toBe('active');
  });

  test('lets failing plugins be there if a test wants that', async () => {
    await using host = await createTestManager<KitHooks>({
      hookspecs,
      plugins: [faultPlugin('failsToImport', { hook: 'greet' }), greeter],
      allowFailures: true,
    });
    expect(host.manager.list().map(({ id, state }) => [id, state])).toEqual([
      ['acme.greeter', 'active'],
      ['test.fails-to-import', 'failed'],
    ]);
    expect(host.errors.map(({ error }) => error.code)).toEqual(['ENTRY_IMPORT_FAILED']);
  });

  test('does not begin without each of its plugins, and cleans up', async () => {
    await checkLeaks(async () => {
      const failing = createTestManager<KitHooks>({
        hookspecs,
        plugins: ['./no/such/plugin', fakePlugin({ manifest: { version: 'one', hooks: {} } })],
      });
      await expect(failing).rejects.toMatchObject({
        code: 'TEST_PLUGIN_UNUSABLE',
        message: expect.stringMatching(
          /The plugin "plugin" is invalid: .* does not exist\. .*"test\.plugin" is invalid: The version "one" is not a semantic version\./,
        ) as string,
      });
      await expect(
        createTestManager<KitHooks>({ hookspecs, plugins: [greeter], config: { 'acme.greter': {} } }),
      ).rejects.toThrow('no plugin with this id was found. Did you mean "acme.greeter"?');
      await expect(
        createTestManager<KitHooks>({ hookspecs, plugins: [greeter], pluginz: [] } as never),
      ).rejects.toThrow('pluginz');
    });
  });

  test('says what cannot be moved to another thread', async () => {
    await expect(
      createTestManager<KitHooks>({ hookspecs, plugins: [greeter], runner: 'worker' }),
    ).rejects.toMatchObject({
      code: 'TEST_RUNNER_REFUSED',
      message:
        'The plugin "acme.greeter" cannot run in a worker in a test: its code consists of functions of the test, which cannot leave its thread.',
    });
  });

  test.each([
    [undefined, 'it takes an object, not undefined'],
    [{ hookspecs, plugins: 'x' }, '"plugins" must be an array, not the string "x"'],
    [{ hookspecs, plugins: [7] }, 'a plugin must be a path, or what fakePlugin gives, not the number 7'],
    [{ hookspecs, runner: 'thread' }, '"runner" must be "inline", "worker" or "process", not the string "thread"'],
    [{ hookspecs, activation: 'lazy' }, '"activation" must be "startup" or "manifest", not the string "lazy"'],
    [{ hookspecs, leaks: true }, '"leaks" must be "throw" or "ignore", not the boolean true'],
  ])('refuses %j', async (options, problem) => {
    await expect(createTestManager(options as never)).rejects.toMatchObject({
      code: 'TEST_MISUSED',
      message: `createTestManager cannot be used like this: ${problem}.`,
    });
  });
});

test('the folder of a fake plugin holds what it was given', async () => {
  await using host = await createTestManager<KitHooks>({
    hookspecs,
    plugins: [
      fakePlugin({
        manifest: { hooks: { greet: {} } },
        code: "import { word } from './lib/word.mjs';\nexport default { hooks: { greet: () => word } };",
        files: { 'lib/word.mjs': "export const word = 'far';" },
      }),
    ],
  });
  expect(await host.execute('greet', { name: 'you' })).toEqual(['far']);
  const { folder } = host.manager.get('test.plugin')!;
  expect(JSON.parse(readFileSync(join(folder!, 'plugin.json'), 'utf8'))).toEqual({
    id: 'test.plugin',
    version: '1.0.0',
    api: '>=0.0.1',
    entry: './index.mjs',
    hooks: { greet: {} },
  });
});
