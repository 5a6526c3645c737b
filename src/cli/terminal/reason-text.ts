import { printableLine } from './printable.ts';

interface Reasoned {
  readonly id: string;
  readonly reason?: string | undefined;
}

/**
 * The reason of a state, beside the id of the plugin: it is not named once more, and files of the working folder are named from
 * there.
 */
export function reasonText({ id, reason = '' }: Reasoned, cwd: string): string {
  const opening = `The plugin "${id}" `;
  const line = printableLine(reason).replaceAll(`${cwd}/`, '');
  if (!line.startsWith(opening)) return line;
  const rest = line.slice(opening.length).replace(/^\d\S* (?=\S)/, '');
  // "Is disabled." says less than the whole sentence.
  return rest.startsWith('is ') ? line : rest.charAt(0).toUpperCase() + rest.slice(1);
}
