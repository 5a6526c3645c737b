import type { PluginContext } from './plugin-context.ts';

/** What a command gets by position, by the names of its arguments; an array for one that takes all that is left. */
export type CommandArgs = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a command gets by name, with defaults filled in. */
export type CommandOptions = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a command receives. */
export interface CommandInput<Args = CommandArgs, Options = CommandOptions> {
  readonly args: Args;
  readonly options: Options;
  /** Aborted when the caller no longer waits, when its time is over, and when the plugin stops. */
  readonly signal: AbortSignal;
}

/** A command of which only the form is known. */
export type AnyCommand = (input: CommandInput, ctx: PluginContext) => unknown;

/** The types of the commands of a plugin, as its `PluginTypes` give them. */
export type CommandsOf<Types> = Types extends { readonly commands: infer Commands } ? Commands : undefined;

type ArgsIn<Command> = Command extends { readonly args: infer Args } ? Args : CommandArgs;
type OptionsIn<Command> = Command extends { readonly options: infer Options } ? Options : CommandOptions;
type ResultOf<Command> = Command extends { readonly result: infer Result } ? Result | PromiseLike<Result> : unknown;

/** The commands of a plugin, by name: exactly those that are typed, or any where none is. */
export type PluginCommands<Commands, Context> = Commands extends undefined
  ? Readonly<Record<string, (input: CommandInput, ctx: Context) => unknown>>
  : {
      readonly [Name in keyof Commands]: (
        input: CommandInput<ArgsIn<Commands[Name]>, OptionsIn<Commands[Name]>>,
        ctx: Context,
      ) => ResultOf<Commands[Name]>;
    };
