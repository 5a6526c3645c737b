import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeThrown, describeType } from '../../errors/describe-value.ts';
import { HooklineError, isHooklineError } from '../../errors/hookline-error.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { createPluginManager } from '../../manager/create-plugin-manager.ts';
import type { PluginManagerOptions } from '../../manager/manager-options.ts';
import { configInvalid } from './config-invalid.ts';
import { CONFIG_NAMES, findConfigFile } from './find-config-file.ts';
import type { AnyHooks, HostSetup } from './host-setup.ts';
import { importConfig } from './import-config.ts';
import { readJsonConfig } from './json-config.ts';
import { applySetupFlags, type SetupFlags } from './setup-flags.ts';

/** The set-up of the host: its configuration file, with what the flags say above it. @throws HOST_CONFIG_MISSING, HOST_CONFIG_INVALID, COMMAND_MISUSED */
export async function loadSetup(flags: SetupFlags, cwd: string): Promise<HostSetup> {
  const file = configFileOf(flags, cwd);
  const [configured, said] = [file === undefined ? {} : await readConfig(file), await applySetupFlags(flags, cwd)];
  const options = { hookspecs: {}, ...configured, ...said } as Partial<PluginManagerOptions<AnyHooks>>;
  const { host } = options;
  if (host === undefined) throw missing(file, cwd);
  const setup = {
    file,
    folder: file === undefined ? cwd : dirname(file),
    options: { ...options, host, hookspecs: options.hookspecs ?? {} },
  };
  assertUsable(setup);
  return setup;
}

/** A manager takes it; it does nothing until it is told to. */
function assertUsable({ file, options }: HostSetup): void {
  try {
    createPluginManager(options);
  } catch (thrown) {
    const problem = describeThrown(thrown).replace(/\.$/, '');
    throw configInvalid(file, { problem, hint: isHooklineError(thrown) ? thrown.hint : undefined, cause: thrown });
  }
}

function configFileOf({ config }: SetupFlags, cwd: string): string | undefined {
  if (config === undefined) return findConfigFile(cwd);
  const file = resolve(cwd, config);
  if (existsSync(file)) return file;
  throw new HooklineError('HOST_CONFIG_MISSING', `There is no configuration ${file}.`, { data: { file } });
}

async function readConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  const config = file.endsWith('.json') ? await readJsonConfig(file) : await importConfig(file);
  if (isPlainObject(config)) return config;
  throw configInvalid(file, { problem: `it gives ${describeType(config)}, not an object` });
}

function missing(file: string | undefined, cwd: string): HooklineError {
  const hint = 'Give it host: { name, api }.';
  if (file !== undefined) return configInvalid(file, { problem: 'it has no "host"', hint });
  return new HooklineError('HOST_CONFIG_MISSING', `No set-up of a host was found in ${cwd} or in a folder above it.`, {
    hint: `Make one with "hookline init", name it with "--config", or give "--host name@api" and "--plugins folder". The file is ${CONFIG_NAMES.join(', ')}.`,
    data: { folder: cwd },
  });
}
