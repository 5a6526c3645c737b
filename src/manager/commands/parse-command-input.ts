import { describeValue } from '../../errors/describe-value.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { CommandInput } from '../../plugin/plugin-commands.ts';
import { argumentsInvalid } from './command-errors.ts';
import type { CommandArgument, CommandInfo, CommandOption } from './command-info.ts';

/** What a command was given, by name and with defaults filled in. */
export type CommandValues = Pick<CommandInput, 'args' | 'options'>;

type Named<Value> = readonly (readonly [name: string, value: Value])[];

/** @throws COMMAND_ARGUMENTS_INVALID with all that does not fit what the command declares */
export function parseCommandInput(
  command: CommandInfo,
  given: { readonly args?: unknown; readonly options?: unknown },
): CommandValues {
  const problems: string[] = [];
  const args = parseArguments(command.arguments, given.args ?? [], problems);
  const options = parseOptions(command.options, given.options ?? {}, problems);
  if (problems.length > 0) throw argumentsInvalid(command, problems);
  return { args: Object.fromEntries(args), options: Object.fromEntries(options) };
}

function parseArguments(
  declared: readonly CommandArgument[],
  given: unknown,
  problems: string[],
): Named<string | readonly string[]> {
  if (!Array.isArray(given)) {
    problems.push(`"args" must be an array of strings, not ${describeValue(given)}`);
    return [];
  }
  const texts: readonly unknown[] = Array.from(given);
  const wrong = texts.findIndex((each) => typeof each !== 'string');
  if (wrong >= 0) problems.push(`"args[${wrong}]" must be a string, not ${describeValue(texts[wrong])}`);
  const takesAll = declared.at(-1)?.variadic === true;
  if (!takesAll && texts.length > declared.length) {
    problems.push(`it takes ${count(declared.length)}, and was given ${texts.length}`);
  }
  return declared.flatMap(({ name, required, variadic }, index): Named<string | readonly string[]> => {
    if (required && index >= texts.length) problems.push(`the argument "${name}" is missing`);
    if (variadic) return [[name, texts.slice(index) as readonly string[]]];
    return index < texts.length ? [[name, texts[index] as string]] : [];
  });
}

function count(most: number): string {
  if (most === 0) return 'no arguments';
  return most === 1 ? 'one argument' : `at most ${most} arguments`;
}

function parseOptions(
  declared: readonly CommandOption[],
  given: unknown,
  problems: string[],
): Named<string | number | boolean> {
  if (!isPlainObject(given)) {
    problems.push(`"options" must be an object, not ${describeValue(given)}`);
    return [];
  }
  const names = declared.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) problems.push(`there is no option "${name}"${nearestInParentheses(name, names)}`);
  }
  return declared.flatMap((option): Named<string | number | boolean> => {
    const { name, type, required, default: preset = type === 'boolean' ? false : undefined } = option;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (required) problems.push(`the option "${name}" is missing`);
      return preset === undefined ? [] : [[name, preset]];
    }
    const read = readOption(option, value);
    if (read === undefined) problems.push(describeMisfit(option, value));
    return read === undefined ? [] : [[name, read]];
  });
}

/** The value of an option; `undefined` if it does not fit. Command lines know texts only, so a text can be a number. */
function readOption({ type, choices }: CommandOption, given: unknown): string | number | boolean | undefined {
  const isNumeral = type === 'number' && typeof given === 'string' && given.trim() !== '';
  const value = isNumeral ? Number(given) : given;
  const isOfType = type === 'number' ? Number.isFinite(value) : typeof value === type;
  if (!isOfType) return undefined;
  const read = value as string | number | boolean;
  return choices === undefined || choices.some((choice) => choice === read) ? read : undefined;
}

const EXPECTED = { boolean: 'true or false', string: 'a string', number: 'a number' } as const;

function describeMisfit({ name, type, choices }: CommandOption, given: unknown): string {
  if (choices === undefined) return `the option "${name}" must be ${EXPECTED[type]}, not ${describeValue(given)}`;
  const all = choices.map((choice) => JSON.stringify(choice)).join(', ');
  const nearest = typeof given === 'string' ? nearestInParentheses(given, choices.map(String)) : '';
  return `the option "${name}" must be one of ${all}, not ${describeValue(given)}${nearest}`;
}
