import { join } from 'node:path';
import { expect, describe, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost } from './host.ts';

const RUNNERS = ['worker', 'process'] as const;

/** Reads the file that it is given, and says what went wrong if it may not. */
const READING = `import { readFileSync } from 'node:fs';
  export default { hooks: { greet: ({ name }) => { try { return readFileSync(name, 'utf8'); } catch (error) { return error.code; } } } };`;

describe.each(RUNNERS)('a plugin in a %s', (runner) => {
  const options = { runners: { min: runner } };

  test('gets what is granted, and is started anew when that changes', { timeout: 30_000 }, async () => {
    const data = await createTemporaryFolder({ 'a.txt': 'A', 'b.txt': 'B' });
    const [a, b] = [join(data, 'a.txt'), join(data, 'b.txt')];
    const host = await createHost(
      { 'acme.one': { manifest: { permissions: [{ name: 'fs', read: [a, b], optional: true }] }, code: READING } },
      options,
    );
    await host.manager.revoke('acme.one', `fs.read:${b}`);
    await host.manager.start();
    const answers = [await host.greet(a), await host.greet(b)];
    await host.manager.grant('acme.one', `fs.read:${b}`);
    await host.manager.revoke('acme.one', `fs.read:${a}`);
    answers.push(await host.greet(a), await host.greet(b));
    expect(answers).toEqual([['A'], ['ERR_ACCESS_DENIED'], ['ERR_ACCESS_DENIED'], ['B']]);
    expect(host.states()).toEqual({ 'acme.one': 'active' });
    const { lines } = host.manager.explain('acme.one');
    const statuses = lines.flatMap(
      (line) => /"fs\.read:.*([ab])\.txt" is (.*?) and/.exec(line)?.slice(1).join(' ') ?? [],
    );
    expect(statuses).toEqual(['a revoked', 'b granted']);
  });

  test('gets the variables that are granted', { timeout: 30_000 }, async () => {
    process.env['HOOKLINE_TEST_A'] = 'a';
    process.env['HOOKLINE_TEST_B'] = 'b';
    const names = ['HOOKLINE_TEST_A', 'HOOKLINE_TEST_B'];
    const host = await createHost(
      {
        'acme.one': {
          manifest: { permissions: [{ name: 'env', names, optional: true }] },
          code: "{ hooks: { greet: () => Object.keys(process.env).filter((name) => name.startsWith('HOOKLINE_TEST_')).join() } }",
        },
      },
      options,
    );
    await host.manager.revoke('acme.one', 'env:HOOKLINE_TEST_B');
    await host.manager.start();
    expect(await host.greet()).toEqual(['HOOKLINE_TEST_A']);
    delete process.env['HOOKLINE_TEST_A'];
    delete process.env['HOOKLINE_TEST_B'];
  });

  test('loses a service that is guarded by a permission together with it', { timeout: 30_000 }, async () => {
    const host = await createHost(
      {
        'acme.one': {
          manifest: {
            requires: { db: '*' },
            permissions: [{ name: 'service', services: ['db'], optional: true }],
          },
          code: `let db; export default {
            async activate(ctx) { db = await ctx.services.get('db').catch((error) => ({ ask: () => error.code })); },
            hooks: { greet: async ({ name }) => db.ask(name) },
          };`,
        },
      },
      {
        ...options,
        services: { db: { version: '1.0.0', permission: 'service', value: { ask: (name: string) => `${name}!` } } },
      },
    );
    await host.manager.start();
    const answers = [await host.greet('a')];
    await host.manager.revoke('acme.one', 'service:db');
    answers.push(await host.greet('b'));
    await host.manager.grant('acme.one', 'service:db');
    answers.push(await host.greet('c'));
    expect(answers).toEqual([['a!'], ['SERVICE_REFUSED'], ['c!']]);
  });

  test('is told that a service takes no functions', { timeout: 30_000 }, async () => {
    const called: unknown[] = [];
    const host = await createHost(
      {
        'acme.one': {
          manifest: { requires: { db: '*' } },
          code: `{ hooks: { greet: async (_, ctx) => {
            const db = await ctx.services.get('db');
            return db.each({ on: () => 1 }).catch(({ code, message }) => code + ': ' + message);
          } } }`,
        },
      },
      { ...options, services: { db: { version: '1.0.0', value: { each: (arg: unknown) => called.push(arg) } } } },
    );
    await host.manager.start();
    expect(await host.greet()).toEqual([expect.stringMatching(/^RPC_VALUE_UNSENDABLE: .*\bfunction\b/)]);
    expect(called).toEqual([]);
  });

  test('is refused if Node cannot keep it to a path that is granted', async () => {
    const host = await createHost(
      {
        'acme.one': { manifest: { permissions: [{ name: 'fs', read: ['/data/a*'] }] } },
        'acme.two': { manifest: { permissions: [{ name: 'fs', write: ['/data/*'] }] } },
      },
      options,
    );
    await host.manager.start();
    expect(host.manager.get('acme.one')).toMatchObject({
      state: 'unsupported',
      code: 'RUNNER_UNAVAILABLE',
      reason: expect.stringContaining(
        `not in the runner "process", because Node cannot keep it to the path "/data/a*", which has a "*" in it`,
      ),
    });
    expect(host.states()['acme.two']).toBe('ready');
  });

  test('is refused if Node cannot keep it to a folder of the host', { timeout: 30_000 }, async () => {
    const host = await createHost({ 'acme.one': {} }, (folder) => ({ ...options, stateDir: join(folder, 'st*te') }));
    await host.manager.start();
    expect(await host.greet()).toEqual([]);
    const path = join(host.folder, 'st*te/data/acme.one');
    expect(host.manager.get('acme.one')).toMatchObject({
      state: 'failed',
      code: 'RUNNER_UNAVAILABLE',
      reason: `The plugin "acme.one" 1.0.0 cannot run in a thread or process of its own: Node cannot keep it to the path "${path}", which has a "*" in it.`,
      remedy: 'Rename the folder.',
    });
  });
});

test('what a plugin will be granted decides where it can run', async () => {
  const permissions = [{ name: 'exec' as const, commands: ['git'], optional: true }];
  const host = await createHost(
    { 'acme.one': { manifest: { permissions } } },
    { runners: { min: 'process', enforce: ['exec'] } },
  );
  await host.manager.start();
  expect(host.manager.get('acme.one')).toMatchObject({ state: 'unsupported', code: 'RUNNER_UNAVAILABLE' });
  expect(await host.manager.revoke('acme.one', 'exec:git')).toMatchObject({
    state: 'ready',
    permissions: [{ status: 'revoked', level: 'enforced' }],
  });
});
