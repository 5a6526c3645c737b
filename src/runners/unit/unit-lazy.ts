import { describeValue } from '../../errors/describe-value.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { toPromise } from '../../hooks/thenable.ts';
import { contextMisused } from './context-misused.ts';

/** An import that is made on first use, and once unless it fails. @throws CONTEXT_MISUSED */
export function createUnitLazy<Module>(plugin: PluginIdentity, load: () => Promise<Module>): () => Promise<Module> {
  if (typeof load !== 'function') {
    throw contextMisused(plugin, 'ctx.lazy', `it takes a function that imports, not ${describeValue(load)}`);
  }
  let loaded: Promise<Module> | undefined;
  return async () => {
    loaded ??= toPromise(load) as Promise<Module>;
    try {
      return await loaded;
    } catch (thrown) {
      loaded = undefined;
      throw thrown;
    }
  };
}
