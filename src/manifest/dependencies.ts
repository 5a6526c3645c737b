import { z } from 'zod';
import { checked } from './checked.ts';
import { closedObject } from './closed-object.ts';
import type { Flaw } from './flaw.ts';
import { PluginId } from './plugin-id-rule.ts';
import { recordOf } from './record-of.ts';
import { VersionRange } from './version-rules.ts';

const MAX = 256;
type Ranges = Readonly<Record<string, string>>;

interface WrittenDependencies {
  readonly plugins: Ranges;
  readonly optional: Ranges;
  readonly conflicts: Ranges;
}

/** What a plugin has to do with others. */
export const Dependencies = checked(
  closedObject({
    plugins: recordOf(PluginId, VersionRange, MAX)
      .default({})
      .describe('Plugins that this one cannot do without: id and version range. They are activated first.'),
    optional: recordOf(PluginId, VersionRange, MAX)
      .default({})
      .describe('Plugins that this one uses where they are there: id and version range. They are activated first.'),
    after: z
      .array(PluginId)
      .max(MAX)
      .default([])
      .describe('Plugins that are activated before this one if they are there.'),
    conflicts: recordOf(PluginId, VersionRange, MAX)
      .default({})
      .describe('Plugins that cannot run beside this one: id and version range.'),
  }),
  findContradictions,
);

function findContradictions({ plugins, optional, conflicts }: WrittenDependencies): readonly Flaw[] {
  return Object.keys(plugins).flatMap((id) => [
    ...(Object.hasOwn(optional, id) ? [contradiction(id, 'optional', 'is required and optional at once')] : []),
    ...(Object.hasOwn(conflicts, id) ? [contradiction(id, 'conflicts', 'is required and in conflict at once')] : []),
  ]);
}

function contradiction(id: string, list: string, what: string): Flaw {
  const message = `The plugin "${id}" ${what}.`;
  const hint = `Remove it from "plugins" or from "${list}".`;
  return { code: 'MANIFEST_INVALID', message, hint, path: [list, id], inKey: true };
}
