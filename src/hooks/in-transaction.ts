import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { Report, Reported } from './report.ts';

/** Something that is changed as a whole or not at all. `draftOf` makes one of data in memory; databases have their own. */
export interface TransactionTarget<Draft> {
  /** Begins: gives what may be changed. */
  begin(): Draft | PromiseLike<Draft>;
  /** Makes what was changed count. If it throws, nothing must have changed. */
  commit(draft: Draft): unknown;
  /** Called if it comes to nothing. */
  rollback?(draft: Draft): unknown;
}

/** What `inTransaction` takes besides what it works on. */
export interface TransactionOptions {
  /** With `partial` what the others did counts even if hookimpls fail. Default `ok`. */
  readonly commit?: 'ok' | 'partial';
}

/**
 * Runs hook calls on a draft, and commits it if all went well: `run` did not throw, and if it gave what `executeWithReport`
 * gives, no hookimpl has failed. Otherwise the target is as it was.
 *
 * @throws TRANSACTION_ROLLED_BACK if a hookimpl failed, TRANSACTION_CONFLICT from `draftOf`, TRANSACTION_INVALID,
 * TRANSACTION_UNDO_FAILED, and what `run` throws
 */
export async function inTransaction<Draft, Result>(
  target: TransactionTarget<Draft>,
  run: (draft: Draft) => Result | PromiseLike<Result>,
  { commit = 'ok' }: TransactionOptions = {},
): Promise<Result> {
  assertTransaction(target, run, commit);
  const draft = await target.begin();
  try {
    const result = await run(draft);
    assertSuccess(result, commit);
    await target.commit(draft);
    return result;
  } catch (thrown) {
    await rollBack(target, draft, thrown);
    throw thrown;
  }
}

async function rollBack<Draft>(target: TransactionTarget<Draft>, draft: Draft, reason: unknown): Promise<void> {
  try {
    await target.rollback?.(draft);
  } catch (thrown) {
    throw undoFailed('The transaction', [thrown], reason);
  }
}

/** What could not be undone, and why it had to be. `who` begins the sentence. */
export function undoFailed(who: string, failures: readonly unknown[], reason: unknown): HooklineError {
  const list = failures.map(describeThrown);
  const message = `${who} could not be rolled back: ${list.join('; ')}. It was to be because: ${describeThrown(reason)}`;
  return new HooklineError('TRANSACTION_UNDO_FAILED', message, { data: { failures: list }, cause: reason });
}

function assertSuccess(result: unknown, commit: 'ok' | 'partial'): void {
  if (!isReported(result)) return;
  const { report } = result;
  if (report.status === 'ok' || report.status === commit) return;
  const failed = report.entries.filter(({ error }) => error !== undefined);
  const list = failed.map(({ plugin, error }) => `the plugin "${plugin}" failed: ${describeThrown(error)}`);
  const message = `The transaction was rolled back: in the hook "${report.hook}" ${list.join('; ')}`;
  throw new HooklineError('TRANSACTION_ROLLED_BACK', message, {
    data: { hook: report.hook, callId: report.callId, plugins: failed.map(({ plugin }) => plugin) },
    cause: failed[0]?.error,
  });
}

function isReported(result: unknown): result is Reported<unknown> {
  if (typeof result !== 'object' || result === null || !('report' in result)) return false;
  const { report } = result as { readonly report: Partial<Report> | undefined };
  return typeof report === 'object' && Array.isArray(report.entries) && typeof report.hook === 'string';
}

function assertTransaction(target: unknown, run: unknown, commit: unknown): void {
  const { begin, commit: end } = (target ?? {}) as Partial<TransactionTarget<unknown>>;
  if (typeof begin !== 'function' || typeof end !== 'function') {
    throw transactionInvalid(`the target needs the functions "begin" and "commit", but it is ${describeValue(target)}`);
  }
  if (typeof run !== 'function') throw transactionInvalid(`it runs a function, not ${describeValue(run)}`);
  if (commit === 'ok' || commit === 'partial') return;
  throw transactionInvalid(`"commit" must be "ok" or "partial", not ${describeValue(commit)}`);
}

export function transactionInvalid(problem: string): HooklineError {
  return new HooklineError('TRANSACTION_INVALID', `The transaction cannot begin: ${problem}.`, { data: { problem } });
}
