import type { Grants } from './grants.ts';

/** No secrets, and without them a plugin would write dates and numbers differently in another runner. */
const HARMLESS = ['LANG', 'LC_ALL', 'NODE_ENV', 'TZ'];

/** Variables that change what Node, OpenSSL or the loader of the system runs before the plugin: granting them would undo the rest. */
const STEERS_THE_START = /^(?:NODE_(?!ENV$)|LD_|DYLD_|OPENSSL_|BASH_ENV$)/i;

/** The whole environment of a plugin in a thread or process of its own. `PATH` comes only with programs to find in it. */
export function chosenEnv(
  grants: Pick<Grants, 'env' | 'commands'>,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = [...HARMLESS, ...(grants.commands.length > 0 ? ['PATH'] : []), ...grants.env];
  const chosen = [...new Set(names)]
    .filter((name) => !STEERS_THE_START.test(name))
    .flatMap((name) => toEntry(name, env));
  return Object.fromEntries(chosen);
}

function toEntry(name: string, env: Readonly<Record<string, string | undefined>>): readonly [string, string][] {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return value === undefined ? [] : [[name, value]];
}
