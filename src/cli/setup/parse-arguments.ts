import { describeThrown, describeType } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';

/** The arguments of a hook call as one JSON object. `where` names what it stands in, for messages. @throws COMMAND_MISUSED */
export function parseArguments(json: string, where: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (thrown) {
    throw misused(
      `${where} is not JSON: ${describeThrown(thrown)}`,
      `Give one object, such as '{"page":{"url":"/"}}'.`,
    );
  }
  if (isPlainObject(parsed)) return parsed;
  throw misused(
    `${where} gives ${describeType(parsed)}, not an object`,
    `Give the arguments by name: '{"name": value}'.`,
  );
}

/** @returns an error of whoever called the command in a wrong way, from the beginning of a sentence */
export function misused(message: string, hint: string): HooklineError {
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
  return new HooklineError('COMMAND_MISUSED', sentence, { hint });
}
