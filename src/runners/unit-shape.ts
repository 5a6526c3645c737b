/** One hookimpl of a plugin in a unit. */
export interface HookimplShape {
  /** `undefined` for a plain function. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The index of the handler in the table of READY; not there if it is no hookimpl. */
  readonly target?: number;
  /** What stands there if it is no hookimpl. */
  readonly value?: unknown;
}

/** The hookimpls of one hook. */
export interface HookShape {
  readonly name: string;
  readonly isList: boolean;
  readonly hookimpls: readonly HookimplShape[];
}

/** What the runner needs to know of a plugin in a unit. */
export interface UnitShape {
  /** The functions of its life that it has. */
  readonly members: readonly string[];
  readonly hooks: readonly HookShape[];
  readonly services: readonly string[];
  readonly commands: readonly string[];
}
