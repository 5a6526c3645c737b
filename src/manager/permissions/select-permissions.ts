import { describeValue } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestName } from '../../errors/nearest-name.ts';
import { quoteNames } from '../../errors/quote-names.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { coveringKeys } from './covering-keys.ts';
import { parsePermission } from './permission-item.ts';

/**
 * The texts among `known` that the operator means: each that one of the `named` covers, so that `net:*` means all hosts.
 *
 * @throws PERMISSION_UNKNOWN for a name that covers none of them
 */
export function selectPermissions(plugin: FoundPlugin, named: unknown, known: readonly string[]): readonly string[] {
  const names: readonly unknown[] = Array.isArray(named) ? named : [named];
  const keys = new Map(known.map((text) => [text, keysOf(plugin, text)]));
  const selected = new Set<string>();
  for (const name of names) {
    const key = typeof name === 'string' ? keysOf(plugin, name)[0] : undefined;
    const meant = key === undefined ? [] : known.filter((text) => keys.get(text)!.includes(key));
    if (meant.length === 0) throw unknownPermission(plugin.id, name, known);
    for (const text of meant) selected.add(text);
  }
  return [...selected];
}

function keysOf({ folder }: FoundPlugin, text: string): readonly string[] {
  const item = parsePermission(text);
  return item === undefined ? [] : coveringKeys(item, folder);
}

/** How many of the permissions that there are are named. */
const MAX_NAMED = 20;

function unknownPermission(id: string, name: unknown, known: readonly string[]): HooklineError {
  const nearest = typeof name === 'string' ? nearestName(name, known) : undefined;
  const guess = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  const shown = typeof name === 'string' ? `"${name}"` : describeValue(name);
  const more = known.length > MAX_NAMED ? `, and ${known.length - MAX_NAMED} more` : '';
  return new HooklineError(
    'PERMISSION_UNKNOWN',
    `The plugin "${id}" does not ask for the permission ${shown}.${guess}`,
    {
      hint:
        known.length === 0
          ? 'It asks for no permissions.'
          : `It asks for ${quoteNames(known.slice(0, MAX_NAMED))}${more}.`,
      data: { plugin: id },
    },
  );
}
