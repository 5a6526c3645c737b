import type { PluginHookContext } from '../../src/plugin/plugin-context.ts';

/** The context of a plugin that needs nothing of its host, and of a call in one. */
export function plainContext(signal: AbortSignal = new AbortController().signal): PluginHookContext {
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const context: Partial<PluginHookContext> = {
    plugin: { id: 'acme.one', version: '1.0.0' },
    config: {},
    secrets: { get: () => undefined, has: () => false },
    dataDir: '/none',
    hook: 'greet',
    callId: 1,
    log,
    signal,
    progress: ignore,
  };
  return context as PluginHookContext;
}

function ignore(): void {
  // Nobody listens.
}
