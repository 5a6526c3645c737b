import type { HookContext } from 'hookline';

export interface WrapperParts {
  readonly before?: (args: unknown, ctx: HookContext) => void;
  /** What the wrapper returns around this inner result. */
  readonly after?: (inner: unknown) => unknown;
  /** What it returns, or throws, around this inner error. Without it, the error passes. */
  readonly rescue?: (error: Error & { code?: string }) => unknown;
}

type Next = () => unknown;

/** The handler of a wrapper that calls `next()` once, for a synchronous or an asynchronous hook. */
export function wrapperOf(
  sync: boolean,
  parts: WrapperParts,
): (args: unknown, next: Next, ctx: HookContext) => unknown {
  const { before, after, rescue } = parts;
  if (sync) {
    return (args, next, ctx) => {
      before?.(args, ctx);
      let inner: unknown;
      try {
        inner = next();
      } catch (error) {
        if (rescue === undefined) throw error;
        return rescue(error as Error);
      }
      return after?.(inner);
    };
  }
  return async (args, next, ctx) => {
    before?.(args, ctx);
    let inner: unknown;
    try {
      inner = await next();
    } catch (error) {
      if (rescue === undefined) throw error;
      return rescue(error as Error);
    }
    return after?.(inner);
  };
}
