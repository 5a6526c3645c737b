import type { AnyHandler, HandlerLoader } from './registered-hookimpl.ts';

const loaders = new WeakMap<AnyHandler, HandlerLoader>();

/**
 * A handler that stands in for one whose code is not loaded yet, so that its hookimpl has its place in the plan. Calls
 * load it before they start its time; `find` gives the handler, or a promise of it, and may be called more than once.
 */
export function lazyHandler(find: () => AnyHandler | Promise<AnyHandler>): AnyHandler {
  let loaded: AnyHandler | undefined;
  const load = async (): Promise<AnyHandler> => (loaded ??= await find());
  const handler: AnyHandler = (args, second, third) =>
    loaded === undefined ? load().then((found) => found(args, second, third)) : loaded(args, second, third);
  loaders.set(handler, {
    get isLoaded() {
      return loaded !== undefined;
    },
    load: async () => {
      await load();
    },
  });
  return handler;
}

export function loaderOf(handler: AnyHandler): HandlerLoader | undefined {
  return loaders.get(handler);
}
