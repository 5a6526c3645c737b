import type { Hooks } from '../../hooks/hooks.ts';
import { createRecording, saveRecording, type Recording } from './recording.ts';
import { copyOf, toRecordedEntry, toRecordedError, type RecordedCall } from './recorded-call.ts';

/** Whoever has hooks: a plugin manager, a test manager, or `{ hooks: createHooks(...) }`. */
export interface HasHooks {
  readonly hooks: Pick<Hooks<{}>, 'on'>;
}

/** Takes down the calls of hooks until it is stopped. */
export interface HookRecorder extends Disposable {
  /** All calls that have ended, in the order in which they ended. */
  readonly calls: readonly RecordedCall[];
  callsOf(hook: string): readonly RecordedCall[];
  /** Forgets the calls so far. */
  clear(): void;
  /** The calls so far, as JSON can hold them, to be saved or replayed. */
  toRecording(): Recording;
  /** Writes them into a file, as a fixture. */
  save(file: string | URL): Promise<void>;
  stop(): void;
}

/** Records all calls of hooks from now on: arguments, results, errors, order and times. */
export function recordHooks({ hooks }: HasHooks): HookRecorder {
  const calls: RecordedCall[] = [];
  const begun = new Map<number, unknown>();
  const ended = new Map<number, Omit<RecordedCall, 'args'>>();
  const undo = [
    hooks.on('hook:call', ({ callId, args }) => void begun.set(callId, copyOf(args))),
    hooks.on('hook:report', ({ hook, callId, durationMs, entries }) => {
      const call = { hook, callId, durationMs, entries: entries.map(toRecordedEntry) };
      // A call whose arguments were refused has neither begun nor an outcome.
      if (begun.has(callId)) ended.set(callId, call);
      else calls.push(call);
    }),
    hooks.on('hook:outcome', ({ callId, value, error }) => {
      const outcome = error === undefined ? { value: copyOf(value) } : { error: toRecordedError(error) };
      const call = ended.get(callId);
      if (call !== undefined) calls.push({ ...call, args: begun.get(callId), ...outcome });
      begun.delete(callId);
      ended.delete(callId);
    }),
    // Whoever records need not be warned as well.
    hooks.on('hook:error', () => {}),
    hooks.on('hook:slow', () => {}),
  ];
  const stop = (): void => {
    for (const each of undo) each();
  };
  return {
    calls,
    callsOf: (hook) => calls.filter((call) => call.hook === hook),
    clear: () => void calls.splice(0),
    toRecording: () => createRecording(calls),
    save: (file) => saveRecording(file, createRecording(calls)),
    stop,
    [Symbol.dispose]: stop,
  };
}
