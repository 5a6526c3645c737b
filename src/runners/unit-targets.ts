import type { CommandInput } from '../plugin/plugin-commands.ts';
import type { PluginFolder } from './plugin-folders.ts';

/** What the host can call in a unit, before the hookimpls: indices into the table of READY. */
export const UNIT_TARGETS = [
  'activate',
  'deactivate',
  'onConfigChange',
  'healthCheck',
  'service',
  'dispose',
  'abort',
  'command',
] as const;

export type UnitTarget = (typeof UNIT_TARGETS)[number];

/** What a unit can call in the host: indices into the table of WELCOME. */
export const HOST_TARGETS = ['service', 'lock', 'offload', 'onDispose', 'http'] as const;

export type HostTarget = (typeof HOST_TARGETS)[number];

/** What the host gives to the bootstrap of a unit. */
export interface UnitBoot {
  readonly plugin: { readonly id: string; readonly version: string };
  readonly folder: string;
  readonly entryFile: string;
  readonly startMs: number;
  /** The folders of other plugins. */
  readonly others: readonly PluginFolder[];
  readonly granted: { readonly net: boolean; readonly exec: boolean; readonly native: boolean } | undefined;
}

/** What of the context of a plugin is there from the beginning. */
export interface UnitStart {
  readonly config: unknown;
  /** The values of the secrets that are there, by key. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The keys that the manifest declares. */
  readonly secretKeys: readonly string[];
  /** The data folder of the plugin, or the packed error that there is none. */
  readonly dataDir: { readonly path: string } | { readonly error: unknown };
}

/** The call of the host that a hookimpl in a unit belongs to. */
export interface UnitCall {
  readonly hook: string;
  readonly callId: number;
}

/** What a command in a unit gets, beside its signal. */
export type CommandValues = Pick<CommandInput, 'args' | 'options'>;

/** What a wrapper in a unit has given: a value, or the error of its `next` as it was. */
export type WrapperAnswer = readonly [value: unknown] | readonly [];
