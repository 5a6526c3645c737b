import { setTimeout as wait } from 'node:timers/promises';
import { connectUnit } from './connect-unit.ts';
import type { RunnerName, Unit, UnitRequest } from './runner.ts';
import type { UnitBody } from './unit-body.ts';

type UnitRunner = Exclude<RunnerName, 'inline'>;
type StartBody = (request: UnitRequest) => UnitBody | Promise<UnitBody>;

/** Starts units, and keeps a spare for each plugin, which waits for its work: whoever starts anew does not wait. */
export interface WarmUnits {
  /** Throws what the runner throws. */
  start(runner: UnitRunner, request: UnitRequest): Promise<Unit>;
  /** Whether a spare waits for the plugin. */
  has(plugin: string): boolean;
  /** Ends the spare of a plugin, also one that is about to come; without a plugin, all of them. */
  drop(plugin?: string): void;
}

interface Spare {
  readonly key: string;
  /** Not there until it has been started. */
  body?: UnitBody;
}

/** Until the next spare is started, milliseconds: what has just started has its first calls to answer. */
const DELAY_MS = 150;

/**
 * A spare runs nothing but the code of this package, with the flags, the environment and the limits of its plugin: they cannot be
 * changed later, so it is of use to no other plugin.
 */
export function createWarmUnits(
  startBody: Readonly<Record<UnitRunner, StartBody>>,
  delayMs: number = DELAY_MS,
): WarmUnits {
  const spares = new Map<string, Spare>();
  const drop = (plugin: string): void => {
    spares.get(plugin)?.body?.kill();
    spares.delete(plugin);
  };
  const take = (id: string, key: string): UnitBody | undefined => {
    const spare = spares.get(id);
    if (spare?.key !== key) drop(id);
    else spares.delete(id);
    return spare?.key === key ? spare.body : undefined;
  };
  const prepare = async (key: string, runner: UnitRunner, request: UnitRequest): Promise<void> => {
    const { id } = request.plugin;
    const spare: Spare = { key };
    drop(id);
    spares.set(id, spare);
    await wait(delayMs, undefined, { ref: false });
    // Meanwhile another one may have been asked for, or none.
    if (spares.get(id) !== spare) return;
    try {
      spare.body = await startBody[runner](request);
      spare.body.unref();
      if (spares.get(id) !== spare) spare.body.kill();
      await spare.body.exited;
    } finally {
      if (spares.get(id) === spare) spares.delete(id);
    }
  };
  return {
    start: async (runner, request) => {
      const key = keyOf(runner, request);
      const unit = await connectUnit(request, take(request.plugin.id, key) ?? (await startBody[runner](request)));
      prepare(key, runner, request).catch(() => {
        // Without a spare, a start takes longer, and says what is wrong.
      });
      return unit;
    },
    has: (plugin) => spares.get(plugin)?.body !== undefined,
    drop: (plugin) => {
      for (const id of plugin === undefined ? [...spares.keys()] : [plugin]) drop(id);
    },
  };
}

/** What a unit is started with. What it writes goes where the earlier request said, which is a place of the same plugin. */
function keyOf(runner: UnitRunner, { plugin, folder, memoryMb, execArgv, env, launcher }: UnitRequest): string {
  return JSON.stringify([runner, plugin.version, folder, memoryMb, execArgv, env, launcher?.([])]);
}
