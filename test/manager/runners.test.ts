import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from './host.ts';
import { until } from './share-with-plugins.ts';

const RUNNERS = ['worker', 'process'] as const;

describe.each(RUNNERS)('a plugin in a %s', (runner) => {
  const options = { runners: { min: runner } };

  test(
    'answers, with its configuration, secrets, log and progress, and says where it runs',
    { timeout: 30_000 },
    async () => {
      const { manager, greet, payloads } = await createHost(
        {
          'acme.one': {
            manifest: {
              secrets: [{ key: 'token', description: 'It.' }],
              config: { schema: { type: 'object', properties: { tone: { type: 'string', default: 'kind' } } } },
            },
            code: `{
            activate(ctx) { ctx.log.info('begun'); },
            hooks: { greet: ({ name }, ctx) => {
              ctx.progress({ done: 1, total: 2 });
              return [name, ctx.plugin.id, ctx.config.tone, ctx.secrets.get('token').length, process.pid === ${process.pid}].join(' ');
            } },
          }`,
          },
        },
        { ...options, secrets: { token: 'very-secret' } },
      );
      await manager.start();
      expect(await greet('x')).toEqual([`x acme.one kind 11 ${runner === 'worker'}`]);
      expect(manager.get('acme.one')).toMatchObject({ state: 'active', runner });
      await until(() => payloads('plugin:progress').length > 0);
      expect(payloads('plugin:log').map(({ plugin, message }) => [plugin, message])).toEqual([['acme.one', 'begun']]);
    },
  );

  test(
    'is started again when it ends by itself, and left out when that happens too often',
    { timeout: 30_000 },
    async () => {
      const { manager, greet, states, payloads } = await createHost(
        {
          'acme.one': {
            code: "{ hooks: { greet: ({ name }) => { if (name === 'exit') process.exit(3); return name; } } }",
          },
          'acme.two': {},
        },
        options,
      );
      await manager.start();
      expect(await greet('a')).toEqual(['a', 'a from acme.two']);
      for (const ends of [1, 2, 3]) {
        expect(await greet('exit')).toEqual(['exit from acme.two']);
        await until(
          () => payloads('plugin:error').filter(({ error }) => error.code === 'RUNNER_EXITED').length === ends,
        );
        if (ends < 3) await until(() => states()['acme.one'] === 'ready');
        if (ends < 3) expect(await greet('b')).toEqual(['b', 'b from acme.two']);
      }
      expect([await greet('c'), states()]).toEqual([
        ['c from acme.two'],
        { 'acme.one': 'failed', 'acme.two': 'active' },
      ]);
      expect(manager.get('acme.one')).toMatchObject({
        code: 'RUNNER_EXITED',
        remedy: 'Mend the plugin, then enable "acme.one".',
      });
      await manager.enable('acme.one');
      expect(await greet('d')).toEqual(['d', 'd from acme.two']);
    },
  );
});

test('a plugin that is disabled while its process ends stays disabled', { timeout: 30_000 }, async () => {
  const { manager, greet, states } = await createHost(
    {
      'acme.one': {
        code: "{ hooks: { greet: ({ name }) => { if (name === 'exit') process.exit(3); return name; } } }",
      },
    },
    { runners: { min: 'process' } },
  );
  await manager.start();
  for (const turns of [0, 1, 5, 20]) {
    expect(await greet('a')).toEqual(['a']);
    const call = greet('exit');
    if (turns > 0) await call;
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
    await manager.disable('acme.one');
    expect([await call, states()]).toEqual([[], { 'acme.one': 'disabled' }]);
    await manager.enable('acme.one');
  }
});

test(
  'a process that does not answer for a while is named, and the host goes on meanwhile',
  { timeout: 30_000 },
  async () => {
    const { manager, greet, payloads } = await createHost(
      {
        'acme.one': {
          code: `{ hooks: { greet: ({ name }) => { const end = Date.now() + 3600; while (Date.now() < end); return name; } } }`,
        },
      },
      { runners: { min: 'process' } },
    );
    await manager.start();
    const call = greet('x');
    await until(() => payloads('plugin:responsive').length > 0);
    expect(await call).toEqual(['x']);
    await until(() => payloads('plugin:responsive').length > 1);
    expect(payloads('plugin:responsive')).toEqual(
      [false, true].map((isResponsive) => ({ plugin: 'acme.one', version: '1.0.0', isResponsive })),
    );
  },
);

describe('where a plugin runs', () => {
  const where = async (plugin: WrittenPlugin, runners: object = {}) => {
    const { manager } = await createHost({ 'acme.one': plugin }, { runners });
    await manager.rescan();
    const { state, runner, reason } = manager.get('acme.one')!;
    return [state, runner, ...(reason === undefined ? [] : [reason])];
  };

  test('is what its manifest prefers, at least what it and the operator ask for', async () => {
    expect(await where({})).toEqual(['ready', 'inline']);
    expect(await where({ manifest: { runner: { prefer: ['worker', 'inline'] } } })).toEqual(['ready', 'worker']);
    expect(await where({ manifest: { runner: { min: 'process' } } })).toEqual(['ready', 'process']);
    expect(await where({ manifest: { runner: { prefer: ['worker', 'inline'] } } }, { min: 'process' })).toEqual([
      'ready',
      'process',
    ]);
    expect(await where({}, { plugins: { 'acme.one': 'worker' } })).toEqual(['ready', 'worker']);
  });

  test('is not weakened quietly: what cannot run so far away is refused', async () => {
    const sync: WrittenPlugin = { manifest: { hooks: { slug: {} } }, code: '{ hooks: { slug: ({ slug }) => slug } }' };
    const refused = (why: string) => [
      'unsupported',
      undefined,
      `The plugin "acme.one" 1.0.0 cannot run as isolated as it has to: not in the runner "process", because ${why}.`,
    ];
    expect(await where(sync, { min: 'worker' })).toEqual(['ready', 'worker']);
    expect(await where(sync, { min: 'process' })).toEqual(
      refused('it implements the synchronous hook "slug", which cannot wait for another process'),
    );
    expect(await where({ manifest: { contributes: { hooks: ['a'] }, runner: { min: 'process' } } })).toEqual(
      refused('it contributes hooks of its own ("a")'),
    );
    expect(await where({}, { enforce: ['memoryMb'] })).toEqual(['ready', 'process']);
    const [state, , reason] = await where(sync, { enforce: ['memoryMb'] });
    expect([state, reason]).toEqual(['unsupported', expect.stringContaining('"memoryMb" is to be enforced, and is ')]);
  });

  test('and what is kept there of its permissions and limits, is explained', async () => {
    const { manager } = await createHost({
      'acme.one': {
        manifest: {
          runner: { min: 'process' },
          permissions: [{ name: 'fs', read: ['./data'] }],
          limits: { memoryMb: 64 },
        },
      },
    });
    await manager.rescan();
    const lines = String(manager.explain('acme.one')).split('\n');
    expect(lines.slice(lines.indexOf('It runs in a process of its own.'))).toEqual([
      'It runs in a process of its own.',
      expect.stringMatching(/^ {2}"fs\.read:\.\/data" is granted and enforced\. /),
      expect.stringMatching(/^ {2}"memoryMb" is enforced\. /),
    ]);
  });

  test('answers synchronous hooks from a thread', async () => {
    const { manager } = await createHost(
      {
        'acme.one': {
          manifest: { hooks: { slug: {} } },
          code: `{ hooks: { slug: ({ slug }) => slug.toUpperCase() } }`,
        },
      },
      { runners: { min: 'worker' } },
    );
    await manager.start();
    expect(manager.hooks.execute('slug', { slug: 'a' })).toBe('A');
  });
});
