/** What `work` gave or threw, or that it took too long. Whatever it does later is nobody's concern any more. */
export type Ended<Value> =
  | { readonly status: 'done'; readonly value: Value }
  | { readonly status: 'failed'; readonly thrown: unknown }
  | { readonly status: 'late' };

/** Waits for what `work` returns, at most `timeoutMs`. Never rejects. */
export async function withinLimit<Value>(
  work: () => Value | PromiseLike<Value>,
  timeoutMs: number,
): Promise<Ended<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Ended<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'late' }), timeoutMs);
  });
  try {
    return await Promise.race([settle(work), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function settle<Value>(work: () => Value | PromiseLike<Value>): Promise<Ended<Value>> {
  try {
    return { status: 'done', value: await work() };
  } catch (thrown) {
    return { status: 'failed', thrown };
  }
}
