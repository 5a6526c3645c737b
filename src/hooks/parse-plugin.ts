import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { PluginIdentity } from './registered-hookimpl.ts';

/** Names go into messages and terminals: no white space, no control characters. */
const NAME = /^[^\s\p{Cc}]{1,200}$/u;

/** The identity of a plugin, frozen. Throws `PLUGIN_INVALID`. */
export function parsePlugin(plugin: unknown): PluginIdentity {
  if (typeof plugin !== 'object' || plugin === null) {
    throw invalid(`expected { id, version }, not ${describeValue(plugin)}`);
  }
  const { id, version } = plugin as Partial<PluginIdentity>;
  if (typeof id !== 'string' || !NAME.test(id)) {
    throw invalid(`"id" must be 1 to 200 characters without white space, not ${describeValue(id)}`);
  }
  if (id.startsWith('(')) throw invalid(`"id" must not begin with "(": "${id}" is kept for hookimpls of one call`);
  if (typeof version !== 'string' || !NAME.test(version)) {
    throw invalid(`"version" of "${id}" must be a string such as "1.0.0", not ${describeValue(version)}`);
  }
  return Object.freeze({ id, version });
}

function invalid(problem: string): HooklineError {
  return new HooklineError('PLUGIN_INVALID', `The plugin cannot be registered: ${problem}.`, {
    data: { problem },
  });
}
