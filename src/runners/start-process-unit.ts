import { HooklineError } from '../errors/hookline-error.ts';
import { quoteNames } from '../errors/quote-names.ts';
import { connectUnit } from './connect-unit.ts';
import type { StartUnit, UnitRequest } from './runner.ts';
import { spawnProcess } from './process-body.ts';

/** Runs a plugin in a process of its own. */
export const startProcessUnit: StartUnit = async (request) => {
  assertAsync(request);
  return connectUnit(request, await spawnProcess(request));
};

function assertAsync({ plugin: { id, version }, syncHooks = [] }: UnitRequest): void {
  if (syncHooks.length === 0) return;
  const message = `The plugin "${id}" ${version} cannot run in a process of its own: nobody can wait there for an answer to the synchronous hooks that it implements, ${quoteNames(syncHooks)}.`;
  throw new HooklineError('RUNNER_UNSUPPORTED', message, {
    hint: 'Run it in a worker thread.',
    data: { plugin: id, version, hooks: syncHooks },
  });
}
