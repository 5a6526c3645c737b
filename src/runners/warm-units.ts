import { connectUnit } from './connect-unit.ts';
import type { StartUnit, UnitRequest } from './runner.ts';
import type { UnitBody } from './unit-body.ts';

/** Starts units, and keeps a spare for each plugin, which waits for its work: whoever starts anew does not wait. */
export interface WarmUnits {
  readonly start: StartUnit;
  /** Ends the spare of a plugin; without a plugin, all of them. */
  drop(plugin?: string): void;
}

interface Spare {
  readonly request: UnitRequest;
  readonly body: UnitBody;
  hasEnded: boolean;
}

/** A spare has the flags, the environment and the limits of its plugin, so it is of use to no other. */
export function createWarmUnits(startBody: (request: UnitRequest) => UnitBody | Promise<UnitBody>): WarmUnits {
  const spares = new Map<string, Spare>();
  let drops = 0;
  const take = (request: UnitRequest): UnitBody | undefined => {
    const spare = spares.get(request.plugin.id);
    if (spare === undefined) return undefined;
    spares.delete(request.plugin.id);
    if (!spare.hasEnded && isSame(spare.request, request)) return spare.body;
    spare.body.kill();
    return undefined;
  };
  const prepare = async (request: UnitRequest): Promise<void> => {
    const dropsBefore = drops;
    const body = await startBody(request);
    body.unref();
    if (drops > dropsBefore) {
      body.kill();
      return;
    }
    const spare: Spare = { request, body, hasEnded: false };
    spares.get(request.plugin.id)?.body.kill();
    spares.set(request.plugin.id, spare);
    await body.exited;
    spare.hasEnded = true;
  };
  return {
    start: async (request) => {
      const unit = await connectUnit(request, take(request) ?? (await startBody(request)));
      prepare(request).catch(() => {
        // Without a spare, a start takes longer, and says what is wrong.
      });
      return unit;
    },
    drop: (plugin) => {
      drops += 1;
      for (const [id, { body }] of spares) {
        if (plugin !== undefined && id !== plugin) continue;
        spares.delete(id);
        body.kill();
      }
    },
  };
}

/** What it writes goes where the earlier request said, which is a place of the same plugin. */
function isSame(one: UnitRequest, other: UnitRequest): boolean {
  return keyOf(one) === keyOf(other) && one.launcher === other.launcher;
}

function keyOf({ plugin, folder, memoryMb, execArgv, env }: UnitRequest): string {
  return JSON.stringify([plugin.id, plugin.version, folder, memoryMb, execArgv, env]);
}
