import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { assertBuilt } from '../tooling/assert-built.ts';
import { pluginFiles, under, type WrittenPlugin } from './host.ts';
import { runNode } from './health/run-node.ts';

const OPEN_HANDLES = fileURLToPath(new URL('./fixtures/open-handles.mjs', import.meta.url));

beforeAll(assertBuilt);

const PLUGINS: Readonly<Record<string, WrittenPlugin>> = {
  'acme.all': {
    manifest: {
      hooks: { greet: {}, slug: {} },
      provides: { clock: '1.0.0' },
      secrets: [{ key: 'TOKEN', required: true, description: 'A token.' }],
      config: { schema: { type: 'object', properties: { who: { type: 'string' } } } },
    },
    code: `{
      async activate(ctx) {
        ctx.secrets.get('TOKEN');
        await ctx.locks.acquire('db');
        ctx.onDispose(() => {});
      },
      services: { clock: () => ({ now: () => 1 }) },
      hooks: {
        greet: async ({ name }, ctx) => {
          ctx.log.info('seen');
          console.log('printed');
          ctx.progress({ done: 1, total: 2 });
          const end = performance.now() + 30;
          while (performance.now() < end);
          setTimeout(() => { throw new Error('late'); }, 1);
          return String(await ctx.offload('./add.mjs', 20));
        },
        slug: ({ slug }) => slug,
      },
    }`,
    files: { 'add.mjs': 'export default (n) => n + 1;' },
  },
  'acme.plain': {},
  'acme.tried': {
    code: `{ hooks: { greet: ({ name }) => {
      if (name === 'hang') return new Promise(() => {});
      throw new Error('no');
    } } }`,
  },
  'acme.tripped': { code: "{ hooks: { greet: () => { throw new Error('no'); } } }" },
};

test.each([
  ['is stopped', 'stopped'],
  ['is never stopped, but has nothing to do', 'left'],
])('a process ends by itself when its manager %s', { timeout: 30_000 }, async (_, ending) => {
  const folder = await createTemporaryFolder(under('plugins', pluginFiles(PLUGINS)));
  const { code, stdout, stderr } = await runNode([OPEN_HANDLES, ending, folder]);
  const [line, end] = stdout.split('\n');
  expect({ code, end, stderr: stderr.replaceAll(/\(node:\d+\)|\(Use .*\)/g, '').trim() }).toEqual({
    code: 0,
    end: 'end',
    stderr:
      '[RELOAD_KEPT_COPY] HooklineWarning: The plugin "acme.all" was reloaded: 1 earlier copy of its modules stays in memory.',
  });
  expect(JSON.parse(line!)).toEqual({
    answers: ['21', 'x from acme.plain'],
    heard: ['plugin:blocked', 'plugin:error', 'plugin:health', 'plugin:log', 'plugin:progress', 'plugin:secret'],
    states: { 'acme.all': 'active', 'acme.plain': 'ready', 'acme.tried': 'tripped', 'acme.tripped': 'tripped' },
  });
});
