import { describeValue } from '../errors/describe-value.ts';
import { undoFailed } from '../hooks/in-transaction.ts';

/** Steps that are undone together. */
export interface Transaction {
  /** Says how what was just done is undone. */
  onRollback(this: void, undo: () => unknown): void;
}

export interface TransactionParts {
  readonly plugin: { readonly id: string; readonly version: string };
  /** If it is aborted, the steps are undone. */
  readonly signal: AbortSignal;
  /** Makes the error for a plugin that uses it wrongly. */
  readonly misused: (problem: string) => Error;
}

/** Runs steps, and undoes those that were done, the last one first, if one throws, or if the signal is aborted meanwhile. */
export async function runTransaction<Result>(
  { plugin, signal, misused }: TransactionParts,
  steps: (transaction: Transaction) => Result | PromiseLike<Result>,
): Promise<Result> {
  if (typeof steps !== 'function') throw misused(`it takes a function, not ${describeValue(steps)}`);
  signal.throwIfAborted();
  const undos: (() => unknown)[] = [];
  let isOver = false;
  const onRollback = (undo: () => unknown): void => {
    if (typeof undo !== 'function') throw misused(`onRollback takes a function, not ${describeValue(undo)}`);
    if (isOver) throw misused('onRollback was called when the transaction was over');
    undos.push(undo);
  };
  try {
    const result = await steps(Object.freeze({ onRollback }));
    signal.throwIfAborted();
    return result;
  } catch (thrown) {
    isOver = true;
    const failures = await undoAll(undos);
    if (failures.length === 0) throw thrown;
    throw undoFailed(`A transaction of the plugin "${plugin.id}" ${plugin.version}`, failures, thrown);
  } finally {
    isOver = true;
  }
}

/** Each, in spite of errors of the others; gives what they threw. */
async function undoAll(undos: readonly (() => unknown)[]): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  for (const undo of undos.toReversed()) {
    try {
      await undo();
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  return failures;
}
