import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from './host.ts';

const EVALUATES: WrittenPlugin = { code: '{ hooks: { greet: ({ name }) => eval("name") } }' };
const DECENT: WrittenPlugin = {};

test('without a policy nobody looks at the code', async () => {
  const { manager, states, greet } = await createHost({ 'acme.evil': EVALUATES });
  await manager.start();
  expect(states()).toEqual({ 'acme.evil': 'ready' });
  expect(await greet('Ada')).toEqual(['Ada']);
  expect(manager.get('acme.evil')!.problems).toEqual([]);
});

test('"warn" lists what was found with the problems of the plugin, which runs', async () => {
  const { manager, greet, folder } = await createHost(
    { 'acme.evil': EVALUATES, 'acme.good': DECENT },
    { policy: { scan: 'warn' } },
  );
  await manager.start();
  expect(await greet('Ada')).toEqual(['Ada', 'Ada from acme.good']);
  expect(manager.get('acme.good')!.problems).toEqual([]);
  expect(manager.get('acme.evil')!.problems).toEqual([
    {
      code: 'PLUGIN_SCAN_FOUND',
      severity: 'warning',
      message: 'no-eval: "eval" runs text as code',
      hint: 'Write the code itself, or look the value up in a table of functions. For data, use JSON.parse.',
      file: join(folder, 'plugins/acme.evil/index.mjs'),
      line: 1,
      column: 48,
    },
  ]);
});

test('"deny" refuses the plugin, and no other', async () => {
  const { manager, greet, folder } = await createHost(
    { 'acme.evil': EVALUATES, 'acme.good': DECENT },
    { policy: { scan: 'deny' } },
  );
  await manager.start();
  expect(await greet('Ada')).toEqual(['Ada from acme.good']);
  const file = join(folder, 'plugins/acme.evil/index.mjs');
  expect(manager.get('acme.evil')).toMatchObject({
    state: 'untrusted',
    code: 'PLUGIN_SCAN_REFUSED',
    reason: `The policy of the host refuses the code of the plugin "acme.evil": no-eval: "eval" runs text as code (${file}:1).`,
  });
});

test('"sandbox" lets the plugin run in a process of its own only', async () => {
  const { manager } = await createHost(
    { 'acme.evil': EVALUATES, 'acme.good': DECENT },
    { policy: { scan: 'sandbox' } },
  );
  await manager.start();
  expect(manager.get('acme.evil')).toMatchObject({ state: 'ready', runner: 'process' });
  expect(manager.get('acme.good')).toMatchObject({ state: 'ready', runner: 'inline' });
});

test('"sandbox" refuses a plugin that cannot run in a process', async () => {
  const code = '{ hooks: { slug: () => eval("1") } }';
  const { manager } = await createHost(
    { 'acme.evil': { code, manifest: { hooks: { slug: {} } } } },
    { policy: { scan: 'sandbox' } },
  );
  await manager.start();
  expect(manager.get('acme.evil')).toMatchObject({ state: 'unsupported', code: 'RUNNER_UNAVAILABLE' });
});

test('neither a comment in the code nor a package in the folder hides anything', async () => {
  const packaged = {
    code: "import run from 'evil';\nexport default { hooks: { greet: run } };",
    files: {
      'node_modules/evil/package.json': '{ "name": "evil", "main": "./main.js" }',
      'node_modules/evil/main.js': 'module.exports = () => new Function("return 1")();',
      'package.json': '{ "dependencies": { "evil": "1" } }',
    },
  };
  const code = 'export default { hooks: { greet: () => eval("1") } }; // hookline-ignore no-eval: trust me';
  const { manager, states } = await createHost(
    { 'acme.comment': { code }, 'acme.packaged': packaged },
    { policy: { scan: 'deny' } },
  );
  await manager.start();
  expect(states()).toEqual({ 'acme.comment': 'untrusted', 'acme.packaged': 'untrusted' });
});

test('a plugin is looked at again when its files change', async () => {
  const { manager, states, write } = await createHost({ 'acme.one': EVALUATES }, { policy: { scan: 'deny' } });
  await manager.start();
  expect(states()).toEqual({ 'acme.one': 'untrusted' });
  await write({ 'acme.one': DECENT });
  await manager.rescan();
  expect(states()).toEqual({ 'acme.one': 'ready' });
});

test('a policy that does not exist is refused with the names of those that do', async () => {
  await expect(createHost({}, { policy: { scan: 'allow' as never } })).rejects.toThrow(
    'policy: "scan" must be one of "off", "warn", "deny", "sandbox", not the string "allow"',
  );
});

test('a file that could not be looked at counts as a finding: a zero byte in its text hides nothing', async () => {
  const { manager } = await createHost(
    {
      'acme.evil': {
        code: '{ hooks: { greet: async ({ name }) => (await import("./hidden.mjs")).run(name) } }',
        files: { 'hidden.mjs': '// \0\nexport const run = (text) => eval(text);' },
      },
    },
    { policy: { scan: 'deny' } },
  );
  await manager.start();
  expect(manager.get('acme.evil')).toMatchObject({
    state: 'untrusted',
    reason: expect.stringContaining('not-scanned: The file was not looked at: it is not text'),
  });
});
