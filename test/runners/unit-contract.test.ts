import { describe, expect, test } from 'vitest';
import type { StartUnit } from '../../src/runners/runner.ts';
import { findBubblewrap } from './find-bubblewrap.ts';
import { startBehindBubblewrap } from './start-behind-bubblewrap.ts';
import { createUnitHost, PLACES, type HostOptions, type UnitPlugin } from './unit-host.ts';

/** Several processes have to start. */
const TIME = { timeout: 30_000 };

describe.each(PLACES)('a plugin that runs %s', TIME, (_name, start) => {
  contract(start);
});

describe.skipIf(findBubblewrap() === undefined)(
  'a plugin that runs behind bubblewrap, where that is installed',
  TIME,
  () => {
    contract(startBehindBubblewrap);
  },
);

/** What a plugin observes is the same wherever it runs. */
function contract(start: StartUnit | undefined): void {
  const hostOf = (plugins: Readonly<Record<string, UnitPlugin>>, options?: HostOptions) =>
    createUnitHost(start, plugins, options);

  test('takes part in all kinds of hooks, sees the arguments and the call, and may have nothing to say', async () => {
    const { manager } = await hostOf({
      'acme.a': {
        manifest: { hooks: { greet: {}, shout: {}, resolve_page: {}, after_save: {}, widgets: {} } },
        code: `
          export default {
            hooks: {
              greet: async ({ name }, ctx) => [name, ctx.hook, ctx.callId, ctx.plugin.id].join(' '),
              shout: ({ text }) => text.toUpperCase(),
              resolve_page: ({ url }) => (url === '/' ? 'index' : undefined),
              after_save: () => {},
              widgets: () => 'a clock',
            },
          };`,
      },
      'acme.b': {
        manifest: { hooks: { greet: {}, shout: {}, resolve_page: {} } },
        code: `
          export default {
            hooks: { greet: () => undefined, shout: ({ text }) => text + '!', resolve_page: () => 'fallback' },
          };`,
      },
    });
    const { value, report } = await manager.hooks.executeWithReport('greet', { name: 'Ada' });
    expect(value).toEqual([`Ada greet ${report.callId} acme.a`]);
    expect(await manager.hooks.execute('shout', { text: 'hey' })).toBe('HEY!');
    expect(await manager.hooks.execute('resolve_page', { url: '/' })).toBe('index');
    expect(await manager.hooks.execute('resolve_page', { url: '/x' })).toBe('fallback');
    expect(await manager.hooks.execute('after_save', { file: 'a' })).toBe(undefined);
    expect(await manager.hooks.execute('widgets')).toEqual(['a clock']);
  });

  test('wraps others: changes results, answers alone, mends errors, and is not to blame for errors that it lets pass', async () => {
    const wrapper = (body: string): UnitPlugin => ({
      manifest: { hooks: { render: { wrapper: true } } },
      code: `export default { hooks: { render: { wrapper: true, handler: async ({ text }, next, ctx) => { ${body} } } } };`,
    });
    const { manager } = await hostOf({
      'acme.adds': wrapper(`return (await next()) + ' and ' + ctx.hook;`),
      'acme.answers': wrapper(`return text === 'alone' ? 'alone' : next();`),
      'acme.mends': wrapper(`try { return await next(); } catch (error) {
        if (text === 'mend') return error.code + ' ' + error.cause.message;
        throw error;
      }`),
      'acme.tries': wrapper(`if (text === 'twice') await next(); return next();`),
      'acme.core': {
        manifest: { hooks: { render: {} } },
        code: `export default { hooks: { render: ({ text }) => {
          if (text === 'mend' || text === 'fail') throw new RangeError('no such text');
          return text;
        } } };`,
      },
    });
    const { hooks } = manager;
    expect(await hooks.execute('render', { text: 'Ada' })).toBe('Ada and render');
    expect(await hooks.execute('render', { text: 'alone' })).toBe('alone and render');
    expect(await hooks.execute('render', { text: 'mend' })).toBe('HOOK_FAILED no such text and render');
    await expect(hooks.execute('render', { text: 'twice' })).rejects.toMatchObject({ code: 'WRAPPER_NEXT_TWICE' });
    // All wrappers let it pass: it is the hookimpl's, and the very same error.
    const error = await hooks.execute('render', { text: 'fail' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'HOOK_FAILED', data: { plugin: 'acme.core' }, cause: { name: 'RangeError' } });
  });

  test('fails with all that its error holds: message, code, data, cause and stack', async () => {
    const { manager } = await hostOf({
      'acme.a': {
        manifest: { hooks: { greet: {} } },
        code: `
          class OddError extends Error { name = 'OddError'; }
          export default { hooks: { greet: function greeting() {
            const cause = new TypeError('no number');
            throw Object.assign(new OddError('odd', { cause }), { code: 'E_ODD', data: { at: [1, 'two'] } });
          } } };`,
      },
    });
    const { report } = await manager.hooks.executeWithReport('greet', { name: 'x' });
    const { error } = report.entries[0]!;
    const thrown = error!.cause as Error;
    expect(error).toMatchObject({ code: 'HOOK_FAILED' });
    expect(thrown).toMatchObject({ name: 'OddError', message: 'odd', code: 'E_ODD', data: { at: [1, 'two'] } });
    expect(thrown.cause).toMatchObject({ name: 'TypeError', message: 'no number' });
    expect(thrown.stack).toContain('greeting');
    expect(thrown.stack).toContain('plugin.mjs');
  });

  test('hears that its call no longer waits, with the reason, and the caller is settled at once', async () => {
    const { manager, payloads } = await hostOf({
      'acme.a': {
        manifest: { hooks: { greet: {}, quick: {} } },
        code: `
          const waiting = (_, ctx) => new Promise((resolve) => {
            ctx.log.info('waiting');
            ctx.signal.addEventListener('abort', () => { ctx.log.info('aborted', String(ctx.signal.reason.message)); });
          });
          export default { hooks: { greet: waiting, quick: waiting } };`,
      },
    });
    const controller = new AbortController();
    const call = manager.hooks.execute('greet', { name: 'x' }, { signal: controller.signal });
    await expect.poll(() => payloads('plugin:log').length).toBe(1);
    controller.abort(new Error('not any more'));
    await expect(call).rejects.toThrow('not any more');
    await expect.poll(() => payloads('plugin:log').map(({ data }) => data)).toEqual([undefined, 'not any more']);
    const { report } = await manager.hooks.executeWithReport('quick');
    expect(report.entries[0]).toMatchObject({ status: 'timeout', error: { code: 'HOOK_TIMEOUT' } });
    await expect.poll(() => payloads('plugin:log').length).toBe(4);
  });

  test('logs and tells its progress, in a call and outside of one', async () => {
    const { manager, payloads } = await hostOf(
      {
        'acme.a': {
          manifest: { hooks: { greet: {} } },
          code: `
          export default {
            activate(ctx) { ctx.log.warn('starting', { n: 1n }); ctx.progress({ done: 1 }); },
            hooks: { greet: (_, ctx) => {
              ctx.log.debug('in a call', new Map([['a', 1]]));
              ctx.progress({ done: 1, total: 2, message: 'half' });
              try { ctx.progress({ done: 'all' }); } catch (error) { return error.message; }
            } },
          };`,
        },
      },
      { logLevel: 'debug' },
    );
    const {
      value,
      report: { callId },
    } = await manager.hooks.executeWithReport('greet', { name: 'x' });
    expect(value).toEqual([
      'The plugin "acme.a" 1.0.0 called ctx.progress wrongly: "done" must be a number from 0, not the string "all".',
    ]);
    expect(payloads('plugin:log').map(({ time: _time, ...record }) => record)).toEqual([
      { plugin: 'acme.a', version: '1.0.0', level: 'warn', message: 'starting', data: { n: 'the bigint 1' } },
      {
        plugin: 'acme.a',
        version: '1.0.0',
        level: 'debug',
        message: 'in a call',
        data: [['a', 1]],
        hook: 'greet',
        callId,
      },
    ]);
    expect(payloads('plugin:progress')).toEqual([
      { plugin: 'acme.a', version: '1.0.0', done: 1 },
      { plugin: 'acme.a', version: '1.0.0', done: 1, total: 2, message: 'half', hook: 'greet', callId },
    ]);
  });

  test('has its configuration and its secrets, and hears of a new configuration', async () => {
    const { manager, payloads } = await hostOf(
      {
        'acme.a': {
          manifest: {
            hooks: { greet: {} },
            config: { schema: { type: 'object', properties: { greeting: { type: 'string', default: 'Hello' } } } },
            secrets: [{ key: 'TOKEN', required: true }, { key: 'OTHER' }],
          },
          code: `
            export default {
              onConfigChange(config, ctx) { ctx.log.info('now ' + config.greeting, config === ctx.config); },
              hooks: { greet: (_, ctx) => {
                const { secrets, config } = ctx;
                let problem;
                try { secrets.get('TOKNE'); } catch (error) { problem = error.code + ' ' + error.message; }
                const frozen = Object.isFrozen(config) && Object.isFrozen(ctx.plugin) && Object.isFrozen(ctx);
                return [config.greeting, secrets.get('TOKEN').length, secrets.has('TOKEN'), secrets.get('OTHER'),
                  secrets.has('OTHER'), secrets.has('NONE'), problem, frozen].join('; ');
              } },
            };`,
        },
      },
      { secrets: { TOKEN: 'tok-7f3a91c2e8' } },
    );
    const rest =
      'true; ; false; false; SECRET_UNDECLARED The plugin "acme.a" 1.0.0 asked for the secret "TOKNE", which its manifest does not declare. Did you mean "TOKEN"?; true';
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual([`Hello; 14; ${rest}`]);
    await manager.configure('acme.a', { greeting: 'Moin' });
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual([`Moin; 14; ${rest}`]);
    expect(payloads('plugin:log')).toMatchObject([{ message: 'now Moin', data: true }]);
    expect(payloads('plugin:secret')[0]).toEqual({ plugin: 'acme.a', version: '1.0.0', key: 'TOKEN' });
  });

  test('uses services of the host and of other plugins, each by the functions that it has', async () => {
    class Store {
      readonly #items = new Map<string, string>();
      readonly kind = 'store';
      async put(key: string, value: string) {
        if (key === '') throw Object.assign(new Error('no key'), { code: 'E_KEY' });
        this.#items.set(key, value);
        return this.#items.size;
      }
      get(key: string) {
        return this.#items.get(key);
      }
    }
    const { manager } = await hostOf(
      {
        'acme.a': {
          manifest: {
            hooks: { greet: {} },
            requires: { store: '^1', words: '^1' },
          },
          code: `
            export default { hooks: { greet: async ({ name }, ctx) => {
              const store = await ctx.services.get('store');
              const words = await ctx.services.get('words');
              const problem = await (async () => store.put('', 'x'))().catch((error) => error.code + ' ' + error.message);
              const undeclared = await ctx.services.get('none').catch((error) => error.code);
              return [await store.put(name, 'x'), await store.get(name), await store.get('y'), store.kind, problem,
                undeclared, await words.reverse(name), typeof store.then].join('; ');
            } } };`,
        },
        'acme.words': {
          manifest: { provides: { words: '1.0.0' } },
          code: `
            export default { services: { words: async (ctx) => ({
              reverse: (text) => [...text].reverse().join('') + ' by ' + ctx.plugin.id,
            }) } };`,
        },
      },
      { services: { store: { version: '1.0.0', value: new Store() } } },
    );
    const { value, report } = await manager.hooks.executeWithReport('greet', { name: 'Ada' });
    expect(report.entries[0]!.error).toBe(undefined);
    expect(value).toEqual(['1; x; ; store; E_KEY no key; SERVICE_UNDECLARED; adA by acme.words; undefined']);
  });

  test('holds locks, which are others to wait for', async () => {
    const { manager } = await hostOf({
      'acme.a': {
        manifest: { hooks: { greet: {} } },
        code: `
          export default { hooks: { greet: async (_, ctx) => {
            const lock = await ctx.locks.acquire('db');
            const late = await ctx.locks.acquire('db', { timeoutMs: 1 }).catch((error) => error.code);
            const gone = new AbortController();
            const waiting = ctx.locks.acquire('db', { signal: gone.signal }).catch((error) => error.message);
            gone.abort(new Error('gone'));
            const aborted = await waiting;
            const misused = await ctx.locks.acquire('db', { timeout: 1 }).catch((error) => error.code);
            lock.release();
            const again = await ctx.locks.acquire('db', { timeoutMs: 1000 });
            again.release();
            return [lock.name, late, aborted, misused].join('; ');
          } } };`,
      },
    });
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual(['db; LOCK_TIMEOUT; gone; CONTEXT_MISUSED']);
    expect(manager.locks()).toEqual([]);
  });

  test('disposes of what it has, last first, after deactivate; errors are told, and its signal is aborted before', async () => {
    const { manager, payloads } = await hostOf({
      'acme.a': {
        manifest: { hooks: { greet: {} } },
        code: `
          export default {
            activate(ctx) {
              ctx.signal.addEventListener('abort', () => ctx.log.info('aborted ' + ctx.signal.reason.code));
              ctx.onDispose(() => ctx.log.info('first'));
              ctx.onDispose({ [Symbol.for('nodejs.dispose')]: 1, [Symbol.asyncDispose ?? Symbol.dispose]: async () => ctx.log.info('second') });
              ctx.onDispose(() => { throw new Error('third is stuck'); });
              try { ctx.onDispose(5); } catch (error) { ctx.log.info(error.code); }
            },
            deactivate: async (ctx) => { ctx.log.info('deactivate'); },
            hooks: { greet: (_, ctx) => { ctx.onDispose(() => ctx.log.info('of a call')); } },
          };`,
      },
    });
    await manager.hooks.execute('greet', { name: 'x' });
    await manager.stop();
    expect(payloads('plugin:log').map(({ message }) => message)).toEqual([
      'CONTEXT_MISUSED',
      'aborted CONTEXT_CLOSED',
      'deactivate',
      'of a call',
      'second',
      'first',
    ]);
    expect(payloads('plugin:error').map(({ error }) => error.message)).toEqual([
      'A disposal of the plugin "acme.a" 1.0.0 failed: third is stuck',
    ]);
  });

  test('imports lazily and once, says how it is, and has a data folder', async () => {
    const { manager } = await hostOf({
      'acme.a': {
        manifest: { hooks: { greet: {} } },
        code: `
          let imports = 0;
          let load;
          export default {
            activate(ctx) { load = ctx.lazy(async () => ({ imports: ++imports })); },
            healthCheck: async () => ({ status: 'warn', message: 'a little slow' }),
            hooks: { greet: async (_, ctx) => {
              await load();
              const { imports } = await load();
              return [imports, typeof ctx.lazy, (() => { try { return typeof ctx.dataDir } catch (e) { return e.code } })()].join(' ');
            } },
          };`,
      },
    });
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual(['1 function DATA_FOLDER_UNAVAILABLE']);
    expect(await manager.check('acme.a')).toMatchObject({ status: 'warn' });
  });

  test('fails to activate with its own error', async () => {
    const { manager } = await hostOf({
      'acme.a': {
        manifest: { hooks: { greet: {} } },
        code: `export default { activate() { throw new RangeError('no disk'); }, hooks: { greet: () => 'x' } };`,
      },
    });
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual([]);
    expect(manager.get('acme.a')).toMatchObject({
      state: 'failed',
      reason: 'In the plugin "acme.a" 1.0.0, activate failed: no disk',
    });
  });

  test.each([
    ['a wrong member', '{ hook: {} }', 'there is no member "hook" (did you mean "hooks"?)'],
    ['no object', '5', 'it is the number 5, not a plain object'],
  ])('is refused with the same words where it exports %s', async (_what, code, problem) => {
    const { manager } = await hostOf({
      'acme.a': { manifest: { hooks: { greet: {} } }, code: `export default ${code};` },
    });
    await manager.hooks.execute('greet', { name: 'x' });
    expect(manager.get('acme.a')).toMatchObject({
      state: 'failed',
      reason: `The default export of the plugin "acme.a" 1.0.0 is not a plugin: ${problem}.`,
    });
  });

  test.each([
    ['hooks that its manifest does not name', `{ hooks: { shout: () => 'x' } }`, 'PLUGIN_HOOKS_MISMATCH'],
    [
      'options that contradict its manifest',
      `{ hooks: { greet: { priority: 5, handler: () => 'x' } } }`,
      'PLUGIN_HOOKIMPL_MISMATCH',
    ],
    ['something that is no hookimpl', `{ hooks: { greet: 5 } }`, 'PLUGIN_HOOKIMPL_MISMATCH'],
  ])('is refused for %s', async (_what, code, expected) => {
    const { manager } = await hostOf({
      'acme.a': { manifest: { hooks: { greet: {} } }, code: `export default ${code};` },
    });
    await manager.hooks.execute('greet', { name: 'x' });
    const { reason, code: given } = manager.get('acme.a')!;
    expect([given, reason]).toEqual([expected, expect.stringMatching(/"acme.a" 1.0.0/)]);
  });
}
