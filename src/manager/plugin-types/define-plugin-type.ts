import { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginType } from './plugin-type.ts';
import { pluginTypeProblems } from './plugin-type-problems.ts';

/**
 * Checks a type of plugins, which goes to `pluginTypes` of the manager. Gives it back, frozen.
 *
 * @throws PLUGIN_TYPE_INVALID with all that is wrong with it
 *
 * @example
 * definePluginType({ name: 'filter', summary: 'Changes the text of pages.', hooks: ['render'] });
 */
export function definePluginType(type: PluginType): PluginType {
  const problems = pluginTypeProblems(type);
  if (problems.length === 0) return Object.freeze({ ...type });
  const message = `The plugin type ${nameType(type)} is not valid: ${problems.join('; ')}.`;
  throw new HooklineError('PLUGIN_TYPE_INVALID', message, { data: { problems } });
}

function nameType(type: unknown): string {
  try {
    const { name } = type as PluginType;
    return typeof name === 'string' ? JSON.stringify(name) : 'without a name';
  } catch {
    return 'without a name';
  }
}
