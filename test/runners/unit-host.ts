import {
  builtin,
  createPluginManager,
  defineHookspecs,
  hook,
  type HooksOf,
  type ManagerEvents,
  type ManifestInput,
  type PluginManager,
  type PluginManagerOptions,
} from 'hookline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { loadEntry } from '../../src/runners/load-entry.ts';
import type { StartUnit, Unit, UnitRequest } from '../../src/runners/runner.ts';
import { startProcessUnit } from '../../src/runners/start-process-unit.ts';
import { startWorkerUnit } from '../../src/runners/start-worker-unit.ts';
import { createRequest } from './unit-request.ts';

const hookspecs = defineHookspecs({
  greet: hook.collect({ args: { name: z.string() }, returns: z.string() }),
  shout: hook.waterfall({ args: { text: z.string() }, thread: 'text' }),
  resolve_page: hook.first({ args: { url: z.string() }, returns: z.string() }),
  after_save: hook.series({ args: { file: z.string() } }),
  render: hook.waterfall({ args: { text: z.string() }, thread: 'text', onError: 'fail' }),
  widgets: hook.parallel({ returns: z.string() }),
  slug: hook.sync.waterfall({ args: { slug: z.string() }, thread: 'slug', onError: 'fail' }),
  quick: hook.collect({ returns: z.string(), timeoutMs: 100 }),
});
interface UnitHooks extends HooksOf<typeof hookspecs> {}

export type HostOptions = Partial<PluginManagerOptions<UnitHooks>>;

/** Where a plugin runs: the same file everywhere. */
export const PLACES: readonly (readonly [name: string, start: StartUnit | undefined])[] = [
  ['inline', undefined],
  ['worker', startWorkerUnit],
  ['process', startProcessUnit],
];

export interface UnitPlugin {
  readonly manifest?: Partial<ManifestInput>;
  /** The text of its entry. */
  readonly code: string;
  readonly request?: Partial<UnitRequest>;
}

export interface UnitHost {
  readonly manager: PluginManager<UnitHooks>;
  readonly units: readonly Unit[];
  /** What was emitted, as `[name, payload]`. */
  readonly events: (readonly [keyof ManagerEvents, unknown])[];
  payloads<Name extends keyof ManagerEvents>(event: Name): readonly ManagerEvents[Name][];
}

/** A manager that has started, whose plugins run where `start` has them run. */
export async function createUnitHost(
  start: StartUnit | undefined,
  plugins: Readonly<Record<string, UnitPlugin>>,
  options: HostOptions = {},
): Promise<UnitHost> {
  const units: Unit[] = [];
  const sources = await Promise.all(
    Object.entries(plugins).map(async ([id, { manifest, code, request: given }]) => {
      const secrets = (manifest?.secrets ?? []).map(({ key }) => key);
      const request = await createRequest(code, { plugin: { id, version: '1.0.0' }, secrets, ...given });
      const load = async (): Promise<unknown> => {
        if (start === undefined) return (await loadEntry({ ...request, timeoutMs: 20_000, copy: 0 })).exported;
        const unit = await start(request);
        onTestFinished(() => unit.stop());
        units.push(unit);
        return unit.definition;
      };
      return { manifest: { id, version: '1.0.0', api: '^1.0', hooks: {}, ...manifest }, load };
    }),
  );
  const manager = createPluginManager<UnitHooks>({
    host: { name: 'test-host', api: '1.0.0' },
    hookspecs,
    sources: [builtin(sources)],
    ...options,
  });
  onTestFinished(async () => {
    await manager.stop();
  });
  const events: UnitHost['events'] = [];
  const names: (keyof ManagerEvents)[] = ['plugin:log', 'plugin:progress', 'plugin:error', 'plugin:secret'];
  for (const name of names) manager.on(name, (payload) => events.push([name, payload]));
  manager.hooks.on('hook:error', () => {});
  await manager.start();
  return {
    manager,
    units,
    events,
    payloads: <Name extends keyof ManagerEvents>(event: Name) =>
      events.flatMap(([name, payload]) => (name === event ? [payload as ManagerEvents[Name]] : [])),
  };
}
