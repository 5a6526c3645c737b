import { HooklineError, isHooklineError } from '../errors/hookline-error.ts';
import { nameEntry } from './entry-request.ts';
import type { UnitExit, UnitRequest } from './runner.ts';

/** How much of what a unit wrote last stands in a message, in characters. */
const MAX_TEXT = 4000;

/** What calls in flight are rejected with when their unit ends. */
export function unitEnded(side: string, exit: UnitExit): HooklineError {
  return new HooklineError('RPC_CLOSED', `The connection to the ${side} is closed: ${describeExit(exit)}`, {
    data: factsOf(exit),
  });
}

/** What a start that failed is reported with. `phase` is how far it had come. */
export function toStartError(
  request: UnitRequest,
  { thrown, exit, phase }: { thrown: unknown; exit: UnitExit | undefined; phase: 'start' | 'import' },
): unknown {
  const { plugin, entryFile, startMs } = request;
  if (!isHooklineError(thrown)) return thrown;
  if (thrown.code === 'RPC_PEER_FAILED' && isHooklineError(thrown.cause)) return thrown.cause;
  const facts = { plugin: plugin.id, version: plugin.version, file: entryFile };
  if (exit !== undefined && phase === 'start') {
    const message = `The plugin "${plugin.id}" ${plugin.version} could not be started: ${describeExit(exit)}`;
    return new HooklineError('RUNNER_START_FAILED', message, { data: { ...facts, ...factsOf(exit) } });
  }
  if (exit !== undefined) {
    const message = `${nameEntry(plugin)} failed while it was imported: ${describeExit(exit)}`;
    return new HooklineError('ENTRY_IMPORT_FAILED', message, { data: { ...facts, ...factsOf(exit) } });
  }
  const isLate = thrown.code === 'RPC_HANDSHAKE_FAILED' && thrown.message.includes('did not say');
  if (!isLate) return thrown;
  if (phase === 'import') {
    const message = `${nameEntry(plugin)} did not finish importing within ${startMs} ms.`;
    return new HooklineError('ENTRY_IMPORT_TIMEOUT', message, { data: { ...facts, timeoutMs: startMs } });
  }
  const message = `The plugin "${plugin.id}" ${plugin.version} could not be started within ${startMs} ms.`;
  return new HooklineError('RUNNER_START_FAILED', message, { data: { ...facts, timeoutMs: startMs } });
}

function describeExit({ reason, lastLines }: UnitExit): string {
  if (lastLines.length === 0) return `it ${reason}.`;
  return `it ${reason}. It last wrote:\n${lastLines.join('\n').slice(-MAX_TEXT)}`;
}

function factsOf({ code, signal, lastLines }: UnitExit): Readonly<Record<string, unknown>> {
  return { exitCode: code, signal, lastLines };
}
