import { describeValue } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { didYouMean } from '../../errors/nearest-name.ts';
import { listChanges } from './explain-changes.ts';
import { deriveLines } from './explain-lines.ts';
import { Explanation, type RunTimeStanding } from './explanation.ts';
import { toStanding } from './resolved-standing.ts';
import type { Resolution } from './resolution.ts';

/**
 * Says why a plugin is in its state: who asked for what, what was found where, down to where it comes from. `isolation` says
 * where it runs.
 *
 * @throws PLUGIN_UNKNOWN
 */
export function explain(
  resolution: Resolution,
  id: string,
  extra?: RunTimeStanding,
  isolation: readonly string[] = [],
): Explanation {
  const plugin = resolution.byId.get(id);
  if (plugin === undefined) {
    throw unknownPlugin(id, resolution);
  }
  const resolved = toStanding(plugin, resolution);
  // What the resolution refuses has no life at run time.
  const standing = plugin.verdict === undefined ? (extra ?? resolved) : resolved;
  const changes = listChanges(plugin, resolution);
  return new Explanation({
    id,
    ...standing,
    lines: [...deriveLines(plugin, resolution, standing), ...isolation],
    changes: changes.length > 0 || standing.remedy === undefined ? changes : [standing.remedy],
  });
}

/** Ids come from outside: they may be anything. */
export function unknownPlugin(id: unknown, { byId }: Resolution): HooklineError {
  if (typeof id !== 'string') return new HooklineError('PLUGIN_UNKNOWN', `There is no plugin ${describeValue(id)}.`);
  const message = `There is no plugin "${id}".${didYouMean(id, byId.keys())}`;
  return new HooklineError('PLUGIN_UNKNOWN', message, { data: { plugin: id } });
}
