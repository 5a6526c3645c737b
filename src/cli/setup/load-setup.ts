import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeType } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { PluginManagerOptions } from '../../manager/manager-options.ts';
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
  return {
    file,
    folder: file === undefined ? cwd : dirname(file),
    options: { ...options, host, hookspecs: options.hookspecs ?? {} },
  };
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
  throw new HooklineError(
    'HOST_CONFIG_INVALID',
    `The configuration ${file} cannot be used: it gives ${describeType(config)}.`,
    {
      hint: 'Let it export by default an object: what createPluginManager takes.',
      data: { file },
    },
  );
}

function missing(file: string | undefined, cwd: string): HooklineError {
  if (file !== undefined) {
    return new HooklineError('HOST_CONFIG_INVALID', `The configuration ${file} cannot be used: it has no "host".`, {
      hint: 'Give it host: { name, api }.',
      data: { file },
    });
  }
  return new HooklineError('HOST_CONFIG_MISSING', `No set-up of a host was found in ${cwd} or in a folder above it.`, {
    hint: `Make one with "hookline init", name it with "--config", or give "--host name@api" and "--plugins folder". The file is ${CONFIG_NAMES.join(', ')}.`,
    data: { folder: cwd },
  });
}
