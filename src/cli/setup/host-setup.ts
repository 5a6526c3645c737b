import type { Hookspec } from '../../hooks/hookspec.ts';
import type { PluginManagerOptions } from '../../manager/manager-options.ts';

/** The hooks of a host that is only known at run time. */
export type AnyHooks = Readonly<Record<string, Hookspec>>;

/** What a manager of the host is made from, and where it was found. */
export interface HostSetup {
  /** The configuration file, absolute; absent if flags say everything. */
  readonly file: string | undefined;
  /** The folder of that file, or the working folder. */
  readonly folder: string;
  readonly options: PluginManagerOptions<AnyHooks>;
}
