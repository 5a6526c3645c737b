import { join } from 'node:path';
import {
  createPluginManager,
  defineHookspecs,
  directory,
  hook,
  type HooksOf,
  type ManagerEvents,
  type PluginManager,
} from 'hookline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { pluginFiles, under, type WrittenPlugin } from './host.ts';
import { createGate, createJournal, until } from './share-with-plugins.ts';

const hookspecs = defineHookspecs({
  greet: hook.collect({ args: { name: z.string() }, returns: z.string() }),
});
interface TestHooks extends HooksOf<typeof hookspecs> {}
type Manager = PluginManager<TestHooks>;

interface Neighbourhood {
  readonly folder: string;
  readonly managers: readonly Manager[];
  /** The same plugins with other code. */
  write(plugins: Readonly<Record<string, WrittenPlugin>>): Promise<void>;
}

/** Several managers in one process, all with the same folder of plugins. */
async function createManagers(
  count: number,
  plugins: Readonly<Record<string, WrittenPlugin>>,
  optionsOf: (index: number, folder: string) => object = () => ({}),
): Promise<Neighbourhood> {
  const folder = await createTemporaryFolder(under('plugins', pluginFiles(plugins)));
  const managers = Array.from({ length: count }, (_, index) =>
    createPluginManager<TestHooks>({
      host: { name: 'test-host', api: '1.2.0' },
      hookspecs,
      sources: [directory(join(folder, 'plugins'), { trusted: true })],
      ...optionsOf(index, folder),
    }),
  );
  onTestFinished(async () => void (await Promise.all(managers.map((manager) => manager.stop()))));
  for (const manager of managers) {
    manager.hooks.on('hook:error', () => {});
    // A reload warns of the copies that it leaves.
    manager.on('manager:problem', () => {});
  }
  return { folder, managers, write: (changed) => writeFiles(folder, under('plugins', pluginFiles(changed))) };
}

const greet = (manager: Manager, name = 'x'): Promise<readonly string[]> => manager.hooks.execute('greet', { name });

function collect<Name extends keyof ManagerEvents>(manager: Manager, event: Name): ManagerEvents[Name][] {
  const payloads: ManagerEvents[Name][] = [];
  manager.on(event, (payload) => payloads.push(payload));
  return payloads;
}

const WATCHED = [
  'uncaughtException',
  'uncaughtExceptionMonitor',
  'unhandledRejection',
  'newListener',
  'removeListener',
];

/** What managers put on the process while they run. */
const traces = (): object => ({
  listeners: WATCHED.map((event) => process.listenerCount(event)),
  console: [console.debug, console.error, console.info, console.log, console.warn],
});

const SPEAKING = `{
  activate: (ctx) => ctx.onDispose(() => {}),
  hooks: { greet: ({ name }, ctx) => { if (name === 'bad') throw new Error('no'); return name + ' ' + ctx.config.who; } },
}`;
const CONFIGURABLE = { config: { schema: { type: 'object', properties: { who: { type: 'string' } } } } };

describe('managers in one process', () => {
  test.each([2, 10])('share nothing but the files: %i of them', async (count) => {
    const { managers } = await createManagers(
      count,
      { 'acme.a': { manifest: CONFIGURABLE, code: SPEAKING }, 'acme.b': { manifest: CONFIGURABLE, code: SPEAKING } },
      (index, folder) => ({
        config: { 'acme.a': { who: `a${index}` }, 'acme.b': { who: `b${index}` } },
        stateDir: join(folder, `state-${index}`),
        health: { errors: 1, cooldownMs: 60_000 },
      }),
    );
    const events = managers.map((manager) => collect(manager, 'plugin:state'));
    await Promise.all(managers.map((manager) => manager.start()));
    const answers = await Promise.all(managers.map((manager) => greet(manager)));
    expect(answers).toEqual(managers.map((_, index) => [`x a${index}`, `x b${index}`]));

    const [first, second] = managers as [Manager, Manager];
    await first.disable('acme.a');
    await greet(second, 'bad');
    const states = managers.map((manager) => manager.list().map(({ state }) => state));
    expect(states).toEqual([
      ['disabled', 'active'],
      ['tripped', 'tripped'],
      ...managers.slice(2).map(() => ['active', 'active']),
    ]);
    expect(events.map((each) => each.length)).toEqual([7, 8, ...managers.slice(2).map(() => 6)]);

    await first.stop();
    for (const manager of managers.slice(2)) expect((await greet(manager)).length).toBe(2);
    await second.stop();
    await first.start();
    expect(await greet(first)).toEqual(['x b0']);
  });

  test('have locks, services, logs and health each for itself', async () => {
    const { managers } = await createManagers(2, {
      'acme.a': {
        manifest: { activation: 'startup', provides: { clock: '1.0.0' } },
        code: `{
          async activate(ctx) { await ctx.locks.acquire('db'); },
          services: { clock: () => ({}) },
          hooks: { greet: ({ name }, ctx) => { ctx.log.info(name); return 'a'; } },
        }`,
      },
    });
    const logs = managers.map((manager) => collect(manager, 'plugin:log'));
    await Promise.all(managers.map((manager) => manager.start()));
    const [first, second] = managers as [Manager, Manager];
    await greet(first, 'one');
    expect(logs.map((each) => each.map(({ message }) => message))).toEqual([['one'], []]);
    expect(managers.map((manager) => manager.locks().map(({ name }) => name))).toEqual([['db'], ['db']]);
    expect(await first.service('clock')).not.toBe(await second.service('clock'));
    await first.stop();
    expect(managers.map((manager) => manager.locks().length)).toEqual([0, 1]);
    await expect(second.service('clock')).resolves.toEqual({});
  });

  test('go on when one of them stops in the midst of a call', async () => {
    const gate = createGate();
    const { lines, note } = createJournal();
    const { managers } = await createManagers(2, {
      'acme.a': {
        code: `{
          deactivate: () => ${note}('deactivate'),
          hooks: { greet: async ({ name }) => { if (name === 'wait') await ${gate.opened}; return name; } },
        }`,
      },
    });
    const [first, second] = managers as [Manager, Manager];
    await Promise.all(managers.map((manager) => manager.start()));
    const waiting = [greet(first, 'wait'), greet(second, 'wait')];
    await gate.reached;
    const stopped = first.stop();
    expect(await greet(second, 'meanwhile')).toEqual(['meanwhile']);
    gate.open();
    await stopped;
    expect([await Promise.all(waiting), lines, await greet(second)]).toEqual([
      [['wait'], ['wait']],
      ['deactivate'],
      ['x'],
    ]);
  });

  test('get fresh code each when they reload a plugin of the same folder', async () => {
    const version = (number: number): Record<string, WrittenPlugin> => ({
      'acme.a': {
        code: `import { word } from './word.mjs'; export default { hooks: { greet: () => '${number} ' + word } };`,
        files: { 'word.mjs': `export const word = 'word ${number}';` },
      },
    });
    const { managers, write } = await createManagers(2, version(1));
    const [first, second] = managers as [Manager, Manager];
    await Promise.all(managers.map((manager) => manager.start()));
    const answers = (): Promise<unknown> => Promise.all(managers.map((manager) => greet(manager)));
    const seen: unknown[] = [await answers()];
    for (const [number, manager] of [
      [2, first],
      [3, second],
      [4, second],
      [5, first],
    ] as const) {
      await write(version(number));
      await manager.reload('acme.a');
      seen.push(await answers());
    }
    await write(version(6));
    await Promise.all(managers.map((manager) => manager.reload('acme.a')));
    seen.push(await answers());
    expect(seen).toEqual([
      [['1 word 1'], ['1 word 1']],
      [['2 word 2'], ['1 word 1']],
      [['2 word 2'], ['3 word 3']],
      [['2 word 2'], ['4 word 4']],
      [['5 word 5'], ['4 word 4']],
      [['6 word 6'], ['6 word 6']],
    ]);
  });

  test('each hear of the errors and the output of their own plugins', async () => {
    const late = (what: string): WrittenPlugin => ({
      code: `{ hooks: { greet: () => {
        console.log('${what} speaks');
        setTimeout(() => { throw new Error('${what}'); }, 1);
        return '${what}';
      } } }`,
    });
    const one = await createManagers(1, { 'acme.one': late('one') });
    const two = await createManagers(1, { 'acme.two': late('two') });
    const managers = [one.managers[0]!, two.managers[0]!];
    const errors = managers.map((manager) => collect(manager, 'plugin:error'));
    const logs = managers.map((manager) => collect(manager, 'plugin:log'));
    await Promise.all(managers.map((manager) => manager.start()));
    await Promise.all(managers.map((manager) => greet(manager)));
    await until(() => errors.every((each) => each.length > 0));
    expect(errors.map((each) => each.map(({ plugin, phase }) => [plugin, phase]))).toEqual([
      [['acme.one', 'late']],
      [['acme.two', 'late']],
    ]);
    expect(logs.map((each) => each.map(({ plugin, message }) => [plugin, message]))).toEqual([
      [['acme.one', 'one speaks']],
      [['acme.two', 'two speaks']],
    ]);
  });
});

describe('what managers put on the process', () => {
  test.each([
    ['first to last', [0, 1, 2]],
    ['last to first', [2, 1, 0]],
    ['from the middle', [1, 2, 0]],
  ])('stays until the last one stops, and is then as before: %s', async (_, order) => {
    const before = traces();
    const { managers } = await createManagers(3, { 'acme.a': {} });
    await Promise.all(managers.map((manager) => manager.start()));
    const during = traces();
    expect(during).not.toEqual(before);
    const left: object[] = [];
    for (const index of order) {
      await managers[index]!.stop();
      left.push(traces());
    }
    expect(left).toEqual([during, during, before]);
  });

  test('is there again when one of them starts again', async () => {
    const { managers } = await createManagers(2, {
      'acme.a': { code: `{ hooks: { greet: () => { console.log('spoken'); return 'a'; } } }` },
    });
    const before = traces();
    const logs = collect(managers[0]!, 'plugin:log');
    for (let times = 0; times < 2; times += 1) {
      await managers[0]!.start();
      await greet(managers[0]!);
      await managers[0]!.stop();
      expect(traces()).toEqual(before);
    }
    expect(logs.map(({ message }) => message)).toEqual(['spoken', 'spoken']);
  });

  test('is not taken away by one that stops twice', async () => {
    const { managers } = await createManagers(2, { 'acme.a': {} });
    await Promise.all(managers.map((manager) => manager.start()));
    const during = traces();
    await managers[0]!.stop();
    await managers[0]!.stop();
    expect(traces()).toEqual(during);
  });

  test('is left out where the host wants none of it', async () => {
    const before = traces();
    const { managers } = await createManagers(1, { 'acme.a': {} }, () => ({
      captureConsole: false,
      surviveErrors: false,
    }));
    await managers[0]!.start();
    await greet(managers[0]!);
    expect(traces()).toEqual(before);
  });
});

describe('a manager that comes after another', () => {
  test('runs the code that the files have now, whatever was loaded or failed before', async () => {
    const plugin = (greeting: string, version = '1.0.0'): Readonly<Record<string, WrittenPlugin>> => ({
      'acme.one': { manifest: { version }, code: `{ hooks: { greet: () => '${greeting}' } }` },
    });
    const { managers, write } = await createManagers(4, plugin('first'));
    const greetings: unknown[] = [];
    const run = async (index: number): Promise<void> => {
      await managers[index]!.start();
      greetings.push(await managers[index]!.hooks.execute('greet', { name: 'x' }));
      await managers[index]!.stop();
    };
    await run(0);
    await write(plugin('second', '2.0.0'));
    await run(1);
    await write({ 'acme.one': { code: "throw new Error('broken');" } });
    await run(2);
    await write(plugin('mended'));
    await run(3);
    await run(0);
    expect(greetings).toEqual([['first'], ['second'], [], ['mended'], ['mended']]);
  });
});
