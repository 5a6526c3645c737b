import { resolve } from 'node:path';
import { directory } from '../../discovery/directory.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { importHookspecs } from './import-hookspecs.ts';

export interface SetupFlags {
  readonly config?: string | undefined;
  readonly plugins?: readonly string[] | undefined;
  readonly hookspecs?: string | undefined;
  readonly host?: string | undefined;
  readonly stateDir?: string | undefined;
}

/** The options of a manager that the flags give. @throws COMMAND_MISUSED, HOST_CONFIG_INVALID */
export async function applySetupFlags(flags: SetupFlags, cwd: string): Promise<Readonly<Record<string, unknown>>> {
  return {
    ...(flags.host === undefined ? {} : { host: parseHost(flags.host) }),
    ...(flags.hookspecs === undefined ? {} : { hookspecs: await importHookspecs(flags.hookspecs, cwd) }),
    ...(flags.plugins === undefined || flags.plugins.length === 0
      ? {}
      : { sources: flags.plugins.map((path) => directory(resolve(cwd, path))) }),
    ...(flags.stateDir === undefined ? {} : { stateDir: resolve(cwd, flags.stateDir) }),
  };
}

function parseHost(host: string): { readonly name: string; readonly api: string } {
  const at = host.lastIndexOf('@');
  if (at > 0 && at < host.length - 1) return { name: host.slice(0, at), api: host.slice(at + 1) };
  throw new HooklineError('COMMAND_MISUSED', `"--host ${host}" names no version of the plugin API.`, {
    hint: 'Write the name and the version, such as "--host site@1.0.0".',
    data: { host },
  });
}
