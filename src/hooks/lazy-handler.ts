import type { AnyHandler, HandlerLoader } from './registered-hookimpl.ts';

const loaders = new WeakMap<AnyHandler, HandlerLoader>();

/**
 * A handler that stands in for one whose code is not loaded yet, so that its hookimpl has its place in the plan. Calls
 * load it before they start its time; `find` gives the handler, or a promise of it, and may be called more than once.
 * It is told whether the hookimpls have changed since the call began.
 */
export function lazyHandler(find: (isOutOfDate: boolean) => AnyHandler | Promise<AnyHandler>): AnyHandler {
  let loaded: AnyHandler | undefined;
  const load = async (isOutOfDate: boolean): Promise<AnyHandler> => (loaded ??= await find(isOutOfDate));
  const handler: AnyHandler = (args, second, third) =>
    loaded === undefined ? load(false).then((found) => found(args, second, third)) : loaded(args, second, third);
  loaders.set(handler, {
    get isLoaded() {
      return loaded !== undefined;
    },
    load: async (isOutOfDate) => {
      await load(isOutOfDate);
    },
  });
  return handler;
}

export function loaderOf(handler: AnyHandler): HandlerLoader | undefined {
  return loaders.get(handler);
}
