import { describeType } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { didYouMean } from '../../errors/nearest-name.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { PluginSecrets } from '../../plugin/plugin-context.ts';
import type { UnitStart } from '../unit-targets.ts';
import { contextMisused } from './context-misused.ts';

/** The secrets of a plugin behind functions, so that nothing that prints or copies the object shows a value. */
export function createUnitSecrets(plugin: PluginIdentity, { secrets, secretKeys }: UnitStart): PluginSecrets {
  const values = new Map(Object.entries(secrets));
  return Object.freeze({
    get(key: string): string | undefined {
      // It may be the secret itself.
      if (typeof key !== 'string') {
        throw contextMisused(plugin, 'ctx.secrets.get', `the key must be a string, not ${describeType(key)}`);
      }
      if (!secretKeys.includes(key)) throw undeclared(plugin, key, secretKeys);
      return values.get(key);
    },
    has: (key: string): boolean => values.has(key),
  });
}

function undeclared({ id, version }: PluginIdentity, key: string, declared: readonly string[]): HooklineError {
  const message = `The plugin "${id}" ${version} asked for the secret "${key}", which its manifest does not declare.`;
  return new HooklineError('SECRET_UNDECLARED', message + didYouMean(key, declared), {
    data: { plugin: id, version, key, declared },
  });
}
