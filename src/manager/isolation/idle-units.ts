import type { Reconciler } from '../lifecycle/reconciler.ts';
import type { ParsedOptions } from '../parse-options.ts';
import type { PluginRuntime } from '../plugin-runtime.ts';
import { IdleWatch } from './idle-watch.ts';
import type { Restarts } from './restarts.ts';

export interface IdleUnitsParts {
  readonly options: Pick<ParsedOptions, 'clock' | 'runners'>;
  readonly reconciler: Reconciler;
  readonly restarts: Restarts;
  readonly runtime: Pick<PluginRuntime, 'hooks' | 'shared'>;
  /** Runs an operation when those before it have ended. */
  readonly run: (operation: () => Promise<void>) => void;
}

export type IdleUnits = Pick<IdleWatch, 'start' | 'stop'>;

/** Ends threads and processes of plugins that nobody has called for long; `undefined` where they stay for ever. */
export function createIdleUnits({
  options,
  reconciler,
  restarts,
  runtime,
  run,
}: IdleUnitsParts): IdleUnits | undefined {
  const { clock, runners } = options;
  const { idleMs = Infinity } = runners;
  if (idleMs === Infinity) return undefined;
  const { resting } = restarts;
  /** They get their place anew, without code, and what they ran in ends. */
  const endIdle = async (): Promise<void> => {
    // Somebody may have called them meanwhile.
    const idle = reconciler.isRunning ? watch.idle() : new Set<string>();
    if (idle.size === 0) return;
    for (const id of idle) resting.add(id);
    try {
      await reconciler.reconcile(idle);
    } finally {
      for (const id of idle) resting.delete(id);
    }
  };
  const watch = new IdleWatch({
    idleMs,
    clock,
    live: reconciler.live,
    shared: runtime.shared,
    isHistoric: (hook) => runtime.hooks.isHistoric(hook),
    onIdle: () => run(endIdle),
  });
  return watch;
}
