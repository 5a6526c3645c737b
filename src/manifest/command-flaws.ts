import { findRepeated } from './find-repeated.ts';
import type { Flaw } from './flaw.ts';

interface WrittenOption {
  readonly name: string;
  readonly short?: string | undefined;
  readonly type: 'boolean' | 'string' | 'number';
  readonly default?: string | number | boolean | undefined;
  readonly choices?: readonly (string | number)[] | undefined;
  readonly required: boolean;
}

interface WrittenCommand {
  readonly arguments: readonly { readonly name: string; readonly required: boolean; readonly variadic: boolean }[];
  readonly options: readonly WrittenOption[];
}

/** What contradicts itself in an option of a command. */
export function findOptionFlaws(option: WrittenOption): readonly Flaw[] {
  const { name, type, default: preset, choices, required } = option;
  if (type === 'boolean' && choices !== undefined) {
    return [flaw(`The option "${name}" is a boolean and has choices.`, 'Make its type "string".', ['choices'])];
  }
  if (type === 'boolean' && required) {
    return [flaw(`The option "${name}" is a boolean, and cannot be required.`, 'Remove "required".', ['required'])];
  }
  const alien = choices?.findIndex((choice) => typeof choice !== type) ?? -1;
  if (alien >= 0) {
    return [{ code: 'MANIFEST_INVALID', must: `be a ${type}, as the option is`, path: ['choices', alien] }];
  }
  return preset === undefined ? [] : findDefaultFlaws(option, preset);
}

function findDefaultFlaws(
  { name, type, choices, required }: WrittenOption,
  preset: string | number | boolean,
): readonly Flaw[] {
  if (typeof preset !== type) {
    return [{ code: 'MANIFEST_INVALID', must: `be a ${type}, as the option is`, path: ['default'] }];
  }
  if (required) {
    const message = `The option "${name}" has a default, and is required.`;
    return [flaw(message, 'Remove "required" or "default".', ['required'])];
  }
  if (choices === undefined || choices.some((choice) => choice === preset)) return [];
  return [flaw(`The default of the option "${name}" is none of its choices.`, 'Add it to "choices".', ['default'])];
}

/** What contradicts itself between the arguments and options of a command. */
export function findCommandFlaws({ arguments: args, options }: WrittenCommand): readonly Flaw[] {
  return [
    ...within('arguments', [
      ...findRepeated(args, 'name', (name) => `Two arguments have the name "${name}".`),
      ...findUnreachable(args),
    ]),
    ...within('options', [
      ...findRepeated(options, 'name', (name) => `Two options have the name "${name}".`),
      ...findRepeated(options, 'short', (short) => `Two options have the short name "${short}".`),
    ]),
  ];
}

/** Arguments that no command line can give in that place. */
function findUnreachable(args: WrittenCommand['arguments']): readonly Flaw[] {
  return args.flatMap(({ name, required, variadic }, index) => {
    const before = args[index - 1];
    if (variadic && index < args.length - 1) {
      return [
        flaw(`The argument "${name}" takes all that is left, and is not the last.`, 'Move it to the end.', [index]),
      ];
    }
    if (before === undefined || before.required || !required) return [];
    const message = `The argument "${name}" is required behind "${before.name}", which is not.`;
    return [flaw(message, 'Put those that are required first.', [index])];
  });
}

function flaw(message: string, hint: string, path: readonly (string | number)[]): Flaw {
  return { code: 'MANIFEST_INVALID', message, hint, path };
}

function within(key: string, flaws: readonly Flaw[]): readonly Flaw[] {
  return flaws.map((each) => ({ ...each, path: [key, ...(each.path ?? [])] }));
}
