import type { PluginManager } from '../manager/plugin-manager.ts';
import type { AnyHooks, HostSetup } from './setup/host-setup.ts';
import type { Style } from './terminal/style.ts';

/** The headings under which help lists the commands. */
type CommandGroup =
  | 'For authors of plugins'
  | 'For operators'
  | 'Hooks'
  | 'For authors of hosts'
  | 'Of plugins of this host';

/** What a shell may propose for a value: ids of plugins, names of hooks. */
export type Completed = 'plugin' | 'hook';

export interface ArgumentDescription {
  readonly summary: string;
  readonly completes?: Completed;
  readonly required?: boolean;
  /** Takes all that is left; the last argument only. */
  readonly variadic?: boolean;
}

export interface OptionDescription {
  readonly type: 'boolean' | 'string' | 'number';
  readonly summary: string;
  /** One letter. */
  readonly short?: string;
  /** What stands for the value in help: `state` for `--state <state>`. Default the name of the option. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly completes?: Completed;
  /** May be given several times. */
  readonly multiple?: boolean;
}

/** What a command is, as data: help, completion and the reference pages are made from it. */
export interface CommandDescription {
  /** Words with a space between them: `hooks plan`. */
  readonly name: string;
  readonly group: CommandGroup;
  /** One line, without a full stop. */
  readonly summary: string;
  /** What one has to know to use it, in a few sentences. */
  readonly details?: string;
  /** By name, in their order. */
  readonly arguments?: Readonly<Record<string, ArgumentDescription>>;
  /** By name in camel case: `dryRun` is `--dry-run`. */
  readonly options?: Readonly<Record<string, OptionDescription>>;
  readonly examples: readonly { readonly command: string; readonly summary: string }[];
  /** What `result` holds in the document of `--json`. */
  readonly result: string;
  /** Whether it opens the set-up of a host, and so takes the options that say where that is. */
  readonly opensHost?: boolean;
  /** Whether help leaves it out: another name of the same command is there. */
  readonly isHidden?: boolean;
}

/** Keeps the literal types of a description, from which the types of its arguments and options come. */
export function describeCommand<const Description extends CommandDescription>(description: Description): Description {
  return description;
}

type ArgumentValue<Description> = Description extends { readonly variadic: true }
  ? readonly string[]
  : Description extends { readonly required: true }
    ? string
    : string | undefined;

interface TypeOf {
  readonly boolean: boolean;
  readonly string: string;
  readonly number: number;
}

type OptionValue<Description> = Description extends { readonly type: infer Type extends keyof TypeOf }
  ? Description extends { readonly multiple: true }
    ? readonly TypeOf[Type][]
    : TypeOf[Type] | undefined
  : never;

type ArgumentsOf<Description> = Description extends { readonly arguments: infer Arguments }
  ? { readonly [Name in keyof Arguments]: ArgumentValue<Arguments[Name]> }
  : {};

type OptionsOf<Description> = Description extends { readonly options: infer Options }
  ? { readonly [Name in keyof Options]: OptionValue<Options[Name]> }
  : {};

/** The options that every command has. */
export interface CommonOptions {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
}

/** What a command has to work with. */
export interface CommandContext<Description = CommandDescription> {
  readonly args: ArgumentsOf<Description>;
  readonly options: OptionsOf<Description>;
  readonly common: CommonOptions;
  /** Absolute; relative paths of arguments start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
  readonly style: Style;
  /** Whether somebody sits at a terminal who can answer questions. */
  readonly isInteractive: boolean;
  /** The set-up of the host: its configuration file, with what the flags say. @throws HOST_CONFIG_MISSING, HOST_CONFIG_INVALID */
  openSetup(this: void): Promise<HostSetup>;
  /** A manager of that host that has looked into its sources, and runs no plugin until it is started. Stopped when the command ends. */
  openManager(this: void): Promise<PluginManager<AnyHooks>>;
  /** Text for people while the command works: on standard output, or on standard error beside `--json`. */
  print(this: void, text: string): void;
  /** The line at the bottom that says what is being done; nothing where nobody looks. `undefined` takes it away. */
  working(this: void, what: string | undefined): void;
  /** Asks before something is done. `--yes` answers for it. @throws CONFIRMATION_NEEDED without a terminal and without `--yes` */
  confirm(this: void, question: string): Promise<boolean>;
}

/** What a command gives. Printing is left to whoever called it. */
export interface Outcome {
  /** For programs; plain JSON. */
  readonly result: unknown;
  /** For people. */
  readonly text: string;
  /** 1 if the command did its work and found something wrong. Default 0. */
  readonly exitCode?: 0 | 1;
}

export type RunCommand<Description = CommandDescription> = (context: CommandContext<Description>) => Promise<Outcome>;
