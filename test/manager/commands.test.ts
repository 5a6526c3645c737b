import { inspect } from 'node:util';
import { builtin } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { contributing, ECHO, IMPORT, plain } from './importing-plugin.ts';
import { createGate, until } from './share-with-plugins.ts';

const BROKEN = { manifest: ECHO.manifest!, code: `throw new Error('must not be loaded'); export default {};` };

describe('the list of commands', () => {
  test('is plain JSON, of all plugins that can run, before any code of theirs is loaded', async () => {
    const { manager } = await createHost({ 'acme.one': BROKEN, 'acme.two': BROKEN, 'acme.three': {} });
    expect(manager.commands()).toEqual([]);
    await manager.rescan();
    const commands = manager.commands();
    expect(commands).toStrictEqual(JSON.parse(JSON.stringify(commands)));
    expect(commands[0]).toEqual({
      plugin: 'acme.one',
      version: '1.0.0',
      name: 'import',
      qualifiedName: 'acme.one/import',
      summary: 'Imports products.',
      isShort: false,
      conflicts: ['acme.two/import'],
      arguments: [
        { name: 'file', summary: 'Where they stand.', required: true, variadic: false },
        { name: 'more', summary: 'Further files.', required: false, variadic: true },
      ],
      options: [
        { ...IMPORT.options![0]!, required: false },
        { ...IMPORT.options![1]!, type: 'boolean', required: false },
        { ...IMPORT.options![2]!, required: false },
      ],
    });
    expect(commands.map(({ qualifiedName }) => qualifiedName)).toEqual(['acme.one/import', 'acme.two/import']);
    await manager.start();
    expect([manager.commands(), manager.loaded()]).toEqual([commands, []]);
  });

  test('goes with the plugins', async () => {
    const { manager, write } = await createHost({ 'acme.one': ECHO, 'acme.two': ECHO });
    await manager.start();
    await manager.disable('acme.two');
    expect(manager.commands()).toMatchObject([{ qualifiedName: 'acme.one/import', isShort: true, conflicts: [] }]);
    await write({ 'acme.three': contributing([plain('tidy')], '{ tidy() {} }') });
    await manager.rescan();
    expect(manager.commands().map(({ qualifiedName }) => qualifiedName)).toEqual([
      'acme.one/import',
      'acme.three/tidy',
    ]);
  });
});

describe('a command', () => {
  test('runs by either of its names, with what it was given and the context of its plugin', async () => {
    const { manager } = await createHost({ 'acme.one': ECHO });
    await manager.start();
    expect(await manager.runCommand('acme.one/import', { args: ['a.csv'] })).toEqual({
      args: { file: 'a.csv', more: [] },
      options: { format: 'csv', 'dry-run': false },
      by: 'acme.one',
    });
    const given = { args: ['a', 'b', 'c'], options: { format: 'json', 'dry-run': true, limit: '5' } };
    expect(await manager.runCommand('import', given)).toEqual({
      args: { file: 'a', more: ['b', 'c'] },
      options: { format: 'json', 'dry-run': true, limit: 5 },
      by: 'acme.one',
    });
  });

  test('activates its plugin, once, however often it is asked for at the same time', async () => {
    const { manager, events } = await createHost({
      'acme.one': contributing(
        [plain('count')],
        '{ count: (input, ctx) => ctx.plugin.id + (globalThis.activations ?? 0) }',
        'async activate() { await null; globalThis.activations = (globalThis.activations ?? 0) + 1; }',
      ),
    });
    await manager.start();
    expect(manager.get('acme.one')).toMatchObject({ state: 'ready', activatedBy: undefined });
    const answers = await Promise.all(Array.from({ length: 20 }, () => manager.runCommand('count')));
    expect(new Set(answers)).toEqual(new Set(['acme.one1']));
    expect(manager.get('acme.one')).toMatchObject({ state: 'active', activatedBy: 'command count' });
    expect(events.filter(([name, payload]) => name === 'plugin:state' && 'to' in (payload as object))).toHaveLength(3);
  });

  test('of a name that two plugins have needs the id of one, or the word of the host', async () => {
    const plugins = { 'acme.one': ECHO, 'acme.two': ECHO };
    const { manager } = await createHost(plugins);
    await manager.start();
    await expect(manager.runCommand('import', { args: ['a'] })).rejects.toMatchObject({
      code: 'COMMAND_AMBIGUOUS',
      message: 'The command "import" can be any of "acme.one/import", "acme.two/import".',
    });
    expect(await manager.runCommand('acme.two/import', { args: ['a'] })).toMatchObject({ by: 'acme.two' });
    const { manager: decided } = await createHost(plugins, { commands: { import: 'acme.two' } });
    await decided.start();
    expect(decided.commands().map(({ isShort }) => isShort)).toEqual([false, true]);
    expect(await decided.runCommand('import', { args: ['a'] })).toMatchObject({ by: 'acme.two' });
    await decided.disable('acme.two');
    expect(await decided.runCommand('import', { args: ['a'] })).toMatchObject({ by: 'acme.one' });
  });

  test('that nobody has is named with the nearest', async () => {
    const { manager } = await createHost({ 'acme.one': ECHO });
    await manager.start();
    const expectUnknown = (name: unknown, message: string): Promise<void> =>
      expect(manager.runCommand(name as string)).rejects.toMatchObject({ code: 'COMMAND_UNKNOWN', message });
    await expectUnknown('improt', 'No plugin contributes a command "improt". Did you mean "import"?');
    await expectUnknown(
      'acme.on/import',
      'No plugin contributes a command "acme.on/import". Did you mean "acme.one/import"?',
    );
    await expectUnknown('constructor', 'No plugin contributes a command "constructor".');
    await expectUnknown(undefined, 'No plugin contributes a command "undefined".');
  });

  test('of a plugin that cannot run says why', async () => {
    const { manager } = await createHost({ 'acme.one': { ...ECHO, manifest: { ...ECHO.manifest, api: '^9.0' } } });
    await expect(manager.runCommand('import')).rejects.toMatchObject({
      code: 'COMMAND_UNAVAILABLE',
      message: 'The command "import" cannot run: the manager has not been started.',
    });
    await manager.start();
    await expect(manager.runCommand('import')).rejects.toMatchObject({
      code: 'COMMAND_UNAVAILABLE',
      message: expect.stringContaining('The command "acme.one/import" cannot run: ') as string,
    });
  });

  test('of a manager that only looked around, or has stopped, does not run', async () => {
    const { manager } = await createHost({ 'acme.one': ECHO });
    await manager.rescan();
    const refused = { code: 'COMMAND_UNAVAILABLE', hint: 'Start the manager.' };
    await expect(manager.runCommand('import')).rejects.toMatchObject(refused);
    await manager.start();
    await manager.stop();
    await expect(manager.runCommand('import')).rejects.toMatchObject({
      code: 'COMMAND_UNAVAILABLE',
      message: 'The command "acme.one/import" cannot run: The manager was stopped.',
    });
  });

  test('of a plugin that cannot be activated fails with the reason, each time', async () => {
    const { manager, payloads } = await createHost({
      'acme.one': contributing([plain('tidy')], '{ tidy() {} }', `activate() { throw new Error('no database'); }`),
      'acme.two': contributing([plain('sweep')], '{ swep() {} }'),
    });
    await manager.start();
    await expect(manager.runCommand('tidy')).rejects.toMatchObject({
      code: 'COMMAND_UNAVAILABLE',
      message: 'The command "acme.one/tidy" cannot run: In the plugin "acme.one" 1.0.0, activate failed: no database',
      cause: { code: 'ACTIVATE_FAILED' },
    });
    await expect(manager.runCommand('tidy')).rejects.toMatchObject({ code: 'COMMAND_UNAVAILABLE' });
    await expect(manager.runCommand('sweep')).rejects.toMatchObject({
      code: 'COMMAND_UNAVAILABLE',
      cause: {
        code: 'PLUGIN_COMMANDS_MISMATCH',
        message:
          'The commands of the plugin "acme.two" 1.0.0 differ: the manifest names "sweep", the code brings "swep".',
      },
    });
    expect(payloads('plugin:error').map(({ error }) => error.code)).toEqual([
      'ACTIVATE_FAILED',
      'PLUGIN_COMMANDS_MISMATCH',
    ]);
  });

  test('that fails is an error with its cause, told and counted, without secrets', async () => {
    const { manager, payloads } = await createHost(
      {
        'acme.one': {
          manifest: { hooks: {}, contributes: { cli: [plain('tidy')] }, secrets: [{ key: 'token' }] },
          code: `{ commands: { tidy: (input, ctx) => { throw new Error('no use: ' + ctx.secrets.get('token')); } } }`,
        },
      },
      { secrets: { token: 'hush-hush' } },
    );
    await manager.start();
    const error: unknown = await manager.runCommand('tidy').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'COMMAND_FAILED',
      message: expect.stringMatching(/^The command "acme\.one\/tidy" failed: no use: /) as string,
      cause: expect.any(Error) as Error,
    });
    expect(inspect(error)).not.toContain('hush-hush');
    expect(payloads('plugin:error')).toMatchObject([
      { plugin: 'acme.one', phase: 'command', error: { code: 'COMMAND_FAILED' } },
    ]);
    expect(manager.get('acme.one')?.health).toMatchObject({ errors: 1 });
  });

  test('has as much time as it is given, and is told when that is over', async () => {
    const { manager, payloads } = await createHost({
      'acme.one': contributing(
        [plain('wait')],
        `{ wait: ({ signal }, ctx) => new Promise((resolve) => signal.addEventListener('abort', () => { ctx.log.info(signal.reason.code); resolve(); })) }`,
      ),
    });
    await manager.start();
    await expect(manager.runCommand('wait', { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'COMMAND_TIMEOUT',
      message: 'The command "acme.one/wait" did not settle within 20 ms.',
    });
    expect(payloads('plugin:log').map(({ message }) => message)).toEqual(['COMMAND_TIMEOUT']);
    expect(manager.get('acme.one')?.health).toMatchObject({ errors: 1 });
  });

  test('is aborted when nobody waits any more, before, while and after its plugin is activated', async () => {
    const gate = createGate();
    const activate = `async activate() { await ${gate.opened}; }`;
    const { manager } = await createHost({
      'acme.one': contributing([plain('wait')], '{ wait: () => new Promise(() => {}) }', activate),
    });
    await manager.start();
    const reason = new Error('enough');
    const message = 'The command "acme.one/wait" was aborted: enough';
    const aborted = { code: 'COMMAND_ABORTED', message, cause: reason };
    await expect(manager.runCommand('wait', { signal: AbortSignal.abort(reason) })).rejects.toMatchObject(aborted);
    expect(manager.loaded()).toEqual([]);
    const controller = new AbortController();
    const running = manager.runCommand('wait', { signal: controller.signal });
    await gate.reached;
    controller.abort(reason);
    await expect(running).rejects.toMatchObject(aborted);
    gate.open();
    await until(() => manager.get('acme.one')?.state === 'active');
    const second = new AbortController();
    const later = manager.runCommand('wait', { signal: second.signal });
    await new Promise(setImmediate);
    second.abort(reason);
    await expect(later).rejects.toMatchObject(aborted);
    expect(manager.get('acme.one')?.health).toMatchObject({ errors: 0 });
  });

  test('may end before its plugin does, and is aborted if it goes on for too long', async () => {
    const { manager, payloads } = await createHost(
      {
        'acme.one': contributing(
          [plain('brief'), plain('endless')],
          `{ brief: () => new Promise((resolve) => setTimeout(resolve, 30, 'done')), endless: () => new Promise(() => {}) }`,
        ),
      },
      { limits: { drainMs: 200 } },
    );
    await manager.start();
    await manager.check('acme.one');
    const [brief, endless] = [manager.runCommand('brief'), manager.runCommand('endless')];
    const ends = Promise.allSettled([brief, endless]);
    await manager.disable('acme.one');
    expect(await ends).toMatchObject([
      { status: 'fulfilled', value: 'done' },
      { status: 'rejected', reason: { code: 'COMMAND_ABORTED' } },
    ]);
    expect(payloads('plugin:error').map(({ error }) => error.message)).toEqual([
      'In the plugin "acme.one" 1.0.0, a command did not settle within 200 ms.',
    ]);
    await expect(manager.runCommand('brief')).rejects.toMatchObject({ code: 'COMMAND_UNAVAILABLE' });
  });

  test('runs in the new plugin after a reload', async () => {
    const { manager, write } = await createHost({ 'acme.one': contributing([plain('tell')], `{ tell: () => 'old' }`) });
    await manager.start();
    expect(await manager.runCommand('tell')).toBe('old');
    await write({ 'acme.one': contributing([plain('tell')], `{ tell: () => 'new' }`) });
    const reloaded = manager.reload('acme.one');
    const answers = await Promise.all([manager.runCommand('tell'), reloaded.then(() => manager.runCommand('tell'))]);
    expect(answers).toEqual(['old', 'new']);
  });
});

test('a thousand plugins with a command of one name are told apart', async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `acme.p${index}`);
  const manifest = { version: '1.0.0', api: '^1.0', contributes: { cli: [plain('tidy')] } };
  const plugins = ids.map((id) => ({ manifest: { ...manifest, id }, plugin: { commands: { tidy: () => id } } }));
  const { manager } = await createHost({}, { sources: [builtin(plugins)] });
  await manager.start();
  const commands = manager.commands();
  expect([commands.length, new Set(commands.map(({ conflicts }) => conflicts.length))]).toEqual([1000, new Set([100])]);
  expect(commands.filter(({ qualifiedName, conflicts }) => conflicts.includes(qualifiedName))).toEqual([]);
  expect(await manager.runCommand('acme.p999/tidy')).toBe('acme.p999');
  await expect(manager.runCommand('tidy')).rejects.toMatchObject({
    code: 'COMMAND_AMBIGUOUS',
    message: expect.stringMatching(
      /^The command "tidy" can be any of ("acme\.p\d+\/tidy",? ){10}and 990 more\.$/,
    ) as string,
  });
});
