import {
  pluginBlockedLoop,
  pluginDataQuota,
  pluginErrorLate,
  pluginLeak,
  pluginTripped,
  reloadKeptCopy,
} from '../../../src/manager/health/health-errors.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

const BROKEN = new Error('no such user');

/** How to make Hookline give each of the errors of the group "health". */
export const healthProvocations: Record<CodeOf<'health'>, Provoke> = {
  PLUGIN_BLOCKED_LOOP: () =>
    pluginBlockedLoop({ plugin: 'acme.one', hook: 'render', callId: 7, blockedMs: 250.4, certain: true }),
  PLUGIN_DATA_QUOTA: () =>
    pluginDataQuota({ id: 'acme.one', version: '1.0.0' }, { folder: '/state/data/acme.one', limitMb: 64 }),
  PLUGIN_ERROR_LATE: () => pluginErrorLate('acme.one', { error: BROKEN, origin: 'uncaughtException' }),
  PLUGIN_LEAK: () =>
    pluginLeak({ id: 'acme.one', version: '1.0.0' }, [
      { what: 'timer', count: 2, at: '/plugins/acme.one/index.js:3:1' },
    ]),
  PLUGIN_TRIPPED: () =>
    pluginTripped({
      plugin: 'acme.one',
      errors: 5,
      windowMs: 60_000,
      cooldownMs: 30_000,
      isAgain: false,
      error: BROKEN,
    }),
  RELOAD_KEPT_COPY: () => reloadKeptCopy('acme.one', 3),
};

/** What each of them says. */
export const healthMessages: Record<CodeOf<'health'>, Message> = {
  PLUGIN_BLOCKED_LOOP: {
    message: 'The plugin "acme.one" kept the event loop busy for 250 ms in the hook "render".',
    hint: 'Move the work to ctx.offload, or split it.',
  },
  PLUGIN_DATA_QUOTA: {
    message: 'The plugin "acme.one" 1.0.0 was stopped: there is more than 64 MB in its data folder.',
    hint: 'Make room in "/state/data/acme.one", or raise "dataMb", then enable "acme.one".',
  },
  PLUGIN_ERROR_LATE: {
    message: 'An error that nobody handled comes from the plugin "acme.one": no such user',
    hint: 'Await promises and catch errors in timers and listeners of the plugin.',
  },
  PLUGIN_LEAK: {
    message:
      'The plugin "acme.one" 1.0.0 has stopped and left behind: 2 × timer made at /plugins/acme.one/index.js:3:1.',
    hint: 'Close it in ctx.onDispose or deactivate of the plugin.',
  },
  PLUGIN_TRIPPED: {
    message: 'The plugin "acme.one" failed 5 times within 60 s, and is left out for 30 s: no such user',
    hint: 'Look at its errors; it is tried again by itself. Enable "acme.one" to try it at once.',
  },
  RELOAD_KEPT_COPY: {
    message: 'The plugin "acme.one" was reloaded: 3 earlier copies of its modules stay in memory.',
    hint: 'Reload in development only.',
  },
};
