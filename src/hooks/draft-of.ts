import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { transactionInvalid, type TransactionTarget } from './in-transaction.ts';
import { cloneDeep } from './payload.ts';
import { isPlainObject } from './plain-object.ts';

/** Data that can be changed as a whole: plain data, in one of these. */
export type DraftableData = Map<unknown, unknown> | Set<unknown> | unknown[] | object;

/** How often each data was committed to: whoever began before the last time does not know what is in it. */
const commits = new WeakMap<object, number>();

/**
 * Data in memory as the target of transactions. Each works on a deep copy; committing puts a copy of that into `data`, which
 * stays the same object. Of two that run at once, the one that commits last fails with TRANSACTION_CONFLICT.
 *
 * @throws TRANSACTION_INVALID for what is no plain object, array, `Map` or `Set`, or is frozen
 */
export function draftOf<Data extends DraftableData>(data: Data): TransactionTarget<Data> {
  assertDraftable(data);
  const begun = new WeakMap<object, number>();
  return {
    begin: () => {
      const draft = copy(data, 'the data');
      begun.set(draft, countOf(data));
      return draft;
    },
    commit: (draft) => {
      if (begun.get(draft) !== countOf(data)) throw conflict();
      // Whoever kept the draft has none of the data in hand.
      replaceContent(data, copy(draft, 'what was made of the draft'));
      commits.set(data, countOf(data) + 1);
    },
  };
}

const countOf = (data: object): number => commits.get(data) ?? 0;

function replaceContent(data: DraftableData, content: DraftableData): void {
  if (data instanceof Map) {
    data.clear();
    for (const [key, value] of content as Map<unknown, unknown>) data.set(key, value);
  } else if (data instanceof Set) {
    data.clear();
    for (const value of content as Set<unknown>) data.add(value);
  } else if (Array.isArray(data)) {
    data.length = 0;
    for (const value of content as unknown[]) data.push(value);
  } else {
    for (const key of Object.keys(data)) Reflect.deleteProperty(data, key);
    Object.assign(data, content);
  }
}

function assertDraftable(data: unknown): void {
  const isKnown = data instanceof Map || data instanceof Set || Array.isArray(data) || isPlainObject(data);
  const what = 'a plain object, an array, a Map or a Set is needed';
  if (!isKnown) throw transactionInvalid(`${what}, not ${describeValue(data)}`);
  if (Object.isFrozen(data)) throw transactionInvalid('the data is frozen');
}

function copy<Data>(data: Data, what: string): Data {
  try {
    return cloneDeep(data);
  } catch (cause) {
    const message = `The transaction was rolled back: ${what} cannot be copied: ${describeThrown(cause)}`;
    throw new HooklineError('TRANSACTION_ROLLED_BACK', message, { hint: 'Keep to plain data.', cause });
  }
}

function conflict(): HooklineError {
  const message = 'The transaction was rolled back: another one has changed the data since it began.';
  return new HooklineError('TRANSACTION_CONFLICT', message);
}
