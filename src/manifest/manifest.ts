import { z } from 'zod';
import { closedObject } from './closed-object.ts';
import { ConfigSchema } from './config-schema.ts';
import { Contributions } from './contributions.ts';
import { Dependencies } from './dependencies.ts';
import { EntryPath } from './entry-path.ts';
import { HookimplDeclarations } from './hookimpl-declaration.ts';
import { PackageName } from './package-name.ts';
import { Permission } from './permission.ts';
import { Platform } from './platform.ts';
import { PluginId } from './plugin-id-rule.ts';
import { recordOf } from './record-of.ts';
import { Runner } from './runner.ts';
import { Secrets } from './secrets.ts';
import { lineOf, nameOf, PROSE_PATTERN, textOf } from './text-rule.ts';
import { ApiRange, Version, VersionRange } from './version-rules.ts';

export type { HookimplDeclaration } from './hookimpl-declaration.ts';

const DAY = 24 * 60 * 60 * 1000;

const Limits = closedObject({
  memoryMb: z.number().positive().max(65_536).optional().describe('Memory, in megabytes.'),
  dataMb: z
    .number()
    .positive()
    .max(1_048_576)
    .optional()
    .describe('How much may lie in the data folder of the plugin, in megabytes.'),
  callMs: z.number().positive().max(DAY).optional().describe('How long one hook call may take, in milliseconds.'),
  startMs: z.number().positive().max(DAY).optional().describe('How long activation may take, in milliseconds.'),
  concurrency: z
    .int()
    .positive()
    .max(10_000)
    .optional()
    .describe('How many hook calls may run in the plugin at once; 1 lets each wait for the one before.'),
});

/** The metadata of a plugin: type, check, JSON Schema and reference all come from here. */
export const ManifestSchema = closedObject({
  $schema: lineOf(500).optional().describe('Address of the JSON Schema of this file, for editors.'),
  id: PluginId.describe(
    'The id of the plugin, `publisher.name`. Lower-case letters, digits and hyphens; each part begins with a letter and has at most 64 characters.',
  ),
  version: Version.describe('The version of the plugin, a semantic version.'),
  name: lineOf(100).optional().describe('What people call the plugin.'),
  description: textOf({ pattern: PROSE_PATTERN, max: 2000, must: 'be text without control characters' })
    .optional()
    .describe('What the plugin does, in a sentence or two.'),
  type: lineOf(64).optional().describe('A word of the host for the kind of plugin, for lists.'),
  keywords: z.array(lineOf(64)).max(64).default([]).describe('Words by which lists find the plugin.'),
  author: lineOf(200).optional().describe('Who made the plugin.'),
  license: lineOf(200).optional().describe('The licence, as an SPDX expression.'),
  homepage: textOf({
    pattern: '^https?://[^\\s\\u0000-\\u001F\\u007F-\\u009F]+$',
    max: 2000,
    must: 'be an address that begins with "https://" or "http://"',
  })
    .optional()
    .describe('Where there is more about the plugin.'),
  released: textOf({
    pattern:
      '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$',
    max: 40,
    must: 'be a date such as "2026-01-31" or "2026-01-31T12:00:00Z"',
  })
    .optional()
    .describe('When this version was published: an ISO date, with or without a time.'),
  api: ApiRange.describe(
    'The range of versions of the plugin API of the host that the plugin supports. It has to leave something out: `*` is refused.',
  ),
  entry: EntryPath.describe(
    'The module of the plugin: a path from the folder of the manifest to a file inside that folder. Published plugins ship JavaScript; the ending of a TypeScript file is accepted for development.',
  ),
  hooks: recordOf(nameOf(), HookimplDeclarations, 256)
    .default({})
    .describe(
      'The hooks that the plugin implements, by name; an array for several hookimpls of one hook. What is not named here cannot be registered.',
    ),
  activation: z
    .enum(['lazy', 'startup', 'background'])
    .default('lazy')
    .describe(
      'When the code is loaded. `lazy`: when one of its hooks, commands or services is asked for. `startup`: before the host has started. `background`: right after that.',
    ),
  contributes: Contributions.prefault({}).describe('What the plugin adds for other plugins and for people.'),
  lazyDependencies: z
    .array(PackageName)
    .max(256)
    .default([])
    .describe(
      'Packages that take long to load: no module of the plugin may import them at its top level. `ctx.lazy` and `import()` load them when they are needed.',
    ),
  dependencies: Dependencies.prefault({}).describe('Other plugins, by id.'),
  provides: recordOf(nameOf(), Version, 64).default({}).describe('Services that the plugin provides: id and version.'),
  requires: recordOf(nameOf(), VersionRange, 64)
    .default({})
    .describe('Services that the plugin cannot do without: id and version range.'),
  engines: closedObject({
    node: VersionRange.optional().describe('The range of versions of Node.js that the plugin runs on.'),
  })
    .prefault({})
    .describe('What runs the plugin.'),
  platform: Platform.prefault({}).describe('What the plugin needs of the computer.'),
  permissions: z
    .array(Permission)
    .max(64)
    .default([])
    .describe('What the plugin may do only if the operator grants it.'),
  config: closedObject({
    schema: ConfigSchema.describe(
      'A JSON Schema (draft 7) with type "object". The configuration is checked against it, and defaults are filled in.',
    ),
  })
    .optional()
    .describe('The configuration of the plugin.'),
  secrets: Secrets.default([]).describe('Secrets that the host gives to the plugin, and to no other.'),
  runner: Runner.prefault({}).describe('Where the code of the plugin runs.'),
  limits: Limits.prefault({}).describe('What the plugin may use up.'),
});

/** The metadata of a plugin, with every default filled in. */
export type Manifest = z.output<typeof ManifestSchema>;
/** A manifest as it is written. */
export type ManifestInput = z.input<typeof ManifestSchema>;
