import { describeType } from '../../errors/describe-value.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { PluginSecrets } from '../../plugin/plugin-context.ts';
import { contextMisused, secretUndeclared } from './context-errors.ts';
import type { Redactor } from './redactor.ts';

export interface PluginSecretsParts {
  readonly plugin: PluginIdentity;
  /** The keys that the manifest declares. */
  readonly declared: readonly string[];
  readonly read: (key: string) => string | undefined;
  /** Learns every secret before the plugin does. */
  readonly redactor: Redactor;
  /** Told of every secret that the plugin reads, by its key. */
  readonly onAccess?: (key: string) => void;
}

/** The secrets of a plugin behind functions, so that nothing that prints, copies or serialises the object shows a value. */
export function createPluginSecrets(parts: PluginSecretsParts): PluginSecrets {
  const { plugin, declared, read, redactor, onAccess } = parts;
  const keys = new Set(declared);
  return Object.freeze({
    get(key: string): string | undefined {
      assertKey(plugin, key);
      if (!keys.has(key)) throw secretUndeclared(plugin, key, declared);
      const value = read(key);
      if (value === undefined) return undefined;
      redactor.add(key, value);
      onAccess?.(key);
      return value;
    },
    has: (key: string): boolean => keys.has(key) && read(key) !== undefined,
  });
}

function assertKey(plugin: PluginIdentity, key: unknown): asserts key is string {
  if (typeof key === 'string') return;
  // It may be the secret itself.
  throw contextMisused(plugin, 'ctx.secrets.get', `the key must be a string, not ${describeType(key)}`);
}
