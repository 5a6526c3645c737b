import { toCallContext } from '../../plugin/plugin-call-context.ts';
import type { PluginContext } from '../../plugin/plugin-context.ts';
import { targetUnknown } from '../../rpc/rpc-errors.ts';
import type { ServedCall } from '../../rpc/served-call.ts';
import { SyncChannel, type SyncLine } from '../sync-channel.ts';
import { UNIT_TARGETS, type UnitCall, type WrapperAnswer } from '../unit-targets.ts';
import type { ServedHandler } from './describe-shape.ts';
import { RunningCall } from './running-call.ts';

/** A call that nobody can abort, because nobody else runs while it does. */
const CALL: ServedCall = {
  id: 0,
  get signal() {
    return new AbortController().signal;
  },
  remainingMs: Infinity,
  progress: () => {},
};

/** Has the hookimpls of synchronous hooks called while the host waits. */
export function serveSync(
  line: SyncLine,
  handlers: readonly ServedHandler[],
  contextOf: () => PluginContext | undefined,
): void {
  const channel = new SyncChannel({
    ...line,
    role: 'unit',
    side: 'host',
    serve: (target, args) => {
      const served = handlers[target - UNIT_TARGETS.length];
      const context = contextOf();
      if (served === undefined || context === undefined) throw targetUnknown('plugin', `#${target}`, []);
      return run(channel, served, { args, context });
    },
  });
  line.port.on('message', (data: unknown) => channel.receive(data));
  process.on('exit', () => channel.end());
}

interface SyncRun {
  readonly args: readonly unknown[];
  readonly context: PluginContext;
}

function run(channel: SyncChannel, { handler, isWrapper }: ServedHandler, { args, context }: SyncRun): unknown {
  const [payload, origin, next] = args;
  const ctx = toCallContext(context, new RunningCall(origin as UnitCall, CALL));
  if (!isWrapper) return handler(payload, ctx);
  return runWrapper(
    (runNext) => handler(payload, runNext, ctx),
    () => channel.call(next as number, [], { name: 'next', timeoutMs: Infinity }),
  );
}

function runWrapper(wrap: (next: () => unknown) => unknown, next: () => unknown): WrapperAnswer {
  let failure: { readonly error: unknown } | undefined;
  try {
    const runNext = (): unknown => {
      try {
        return next();
      } catch (error) {
        failure = { error };
        throw error;
      }
    };
    return [wrap(runNext)];
  } catch (thrown) {
    if (failure !== undefined && failure.error === thrown) return [];
    throw thrown;
  }
}
