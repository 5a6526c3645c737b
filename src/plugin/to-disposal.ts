import { describeValue } from '../errors/describe-value.ts';

/** What `onDispose` was given, as a function; `misused` makes the error where it is nothing that can be disposed of. */
export function toDisposal(disposal: unknown, misused: (problem: string) => Error): () => unknown {
  const refuse = (): Error =>
    misused(`it takes a function, a Disposable or an AsyncDisposable, not ${describeValue(disposal)}`);
  const isObject = typeof disposal === 'object' && disposal !== null;
  if (typeof disposal !== 'function' && !isObject) throw refuse();
  const { [Symbol.asyncDispose]: disposeAsync, [Symbol.dispose]: dispose } = disposal as Partial<
    Disposable & AsyncDisposable
  >;
  const method: unknown = disposeAsync ?? dispose ?? disposal;
  if (typeof method !== 'function') throw refuse();
  return () => Reflect.apply(method, disposal, []) as unknown;
}
