import type { Problem } from './problem.ts';

/** `/plugins/one/plugin.json:3:12`, as far as the place is known; an empty string if nothing is. */
export function placeOf({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** The message with its place in front, unless it names the file and there is no more to tell. */
export function messageWithPlace(problem: Problem): string {
  const { message, file, line } = problem;
  const isNamed = line === undefined && (file === undefined || message.includes(file));
  return isNamed ? message : `${placeOf(problem)}: ${message}`;
}
