import type { HooksLike } from '../hooks/hookspec.ts';
import type { PluginManagerOptions } from './manager-options.ts';

/**
 * Types the set-up of a host, which `hookline.config.mjs` or `.ts` exports by default: for `createPluginManager`, and for the
 * command `hookline`. Gives it back as it is.
 *
 * @example
 * export default defineConfig({ host: { name: 'app', api: '1.0.0' }, hookspecs, sources: [directory('plugins')] });
 */
export function defineConfig<Specs extends HooksLike<Specs>>(
  config: PluginManagerOptions<Specs>,
): PluginManagerOptions<Specs> {
  return config;
}
