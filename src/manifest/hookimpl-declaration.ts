import { z } from 'zod';
import { checked } from './checked.ts';
import { closedObject } from './closed-object.ts';
import type { Flaw } from './flaw.ts';
import { nameOf, textOf } from './text-rule.ts';

/** Timers of JavaScript wrap around above this. */
const MAX_TIMER = 2 ** 31 - 1;
const MAX_LIST = 100;

const MATTER = { pattern: '^[^]*$', max: 1000, must: 'be a string' };
const Primitive = z.union([textOf(MATTER), z.number(), z.boolean(), z.null()], {
  error: 'be a string, a number, true, false or null',
});
const Patterns = z.union([textOf(MATTER), z.array(textOf(MATTER)).max(MAX_LIST)], {
  error: 'be a string or an array of strings',
});

const FilterTest = z.union(
  [
    Primitive,
    z.array(Primitive).max(MAX_LIST),
    closedObject({ prefix: Patterns.describe('What the text begins with.') }),
    closedObject({ suffix: Patterns.describe('What the text ends with.') }),
    closedObject({
      glob: Patterns.describe('A pattern for the text: `*` stands for any characters but `/`, `**` for any.'),
    }),
  ],
  { error: 'be a value, an array of values, { "prefix": … }, { "suffix": … } or { "glob": … }' },
);

/** Names of plugins may be those that the host registers by hand, so they need not be ids of manifests. */
const PluginNames = z.union([nameOf(), z.array(nameOf()).max(MAX_LIST)], {
  error: 'be the id of a plugin or an array of ids',
});

/** Where a hookimpl stands and when it runs: all that a manifest says of it, so that its code need not be loaded to know. */
export const HookimplDeclaration = closedObject({
  priority: z.number().min(-1_000_000).max(1_000_000).optional().describe('Higher runs earlier. Without it 0.'),
  before: PluginNames.optional().describe(
    'Ids of plugins whose hookimpls run after this one. Ids that are not there are harmless.',
  ),
  after: PluginNames.optional().describe(
    'Ids of plugins whose hookimpls run before this one. Ids that are not there are harmless.',
  ),
  order: z
    .enum(['first', 'last'])
    .optional()
    .describe('In front of, or behind, all hookimpls that have no `order`, whatever their priorities.'),
  wrapper: z.boolean().optional().describe('Whether the hookimpl runs around the others.'),
  filter: z
    .record(nameOf(), FilterTest)
    .optional()
    .describe(
      'Paths into the arguments of a call, each with its test: a value, an array of values, or one of `prefix`, `suffix`, `glob`. A call that does not match skips the hookimpl without running any code of the plugin.',
    ),
  timeoutMs: z
    .number()
    .positive()
    .max(MAX_TIMER)
    .optional()
    .describe('How long the hookimpl may take, in milliseconds; not more than the hookspec allows.'),
  optional: z.boolean().optional().describe('Whether the host may lack the hook.'),
  id: nameOf().optional().describe('Tells several hookimpls of one hook apart, in plans and reports.'),
});
export type HookimplDeclaration = z.output<typeof HookimplDeclaration>;

/** What stands under the name of a hook: one hookimpl, or several. */
export const HookimplDeclarations = z.union(
  [HookimplDeclaration, checked(z.array(HookimplDeclaration).min(1).max(32), findSharedIds)],
  { error: 'be an object such as {} or { "priority": 10 }, or an array of them' },
);

/** Without an id, its position is the id of a hookimpl. */
function findSharedIds(declarations: readonly HookimplDeclaration[]): readonly Flaw[] {
  const ids = new Set<string>();
  return declarations.flatMap(({ id }, index) => {
    const name = id ?? String(index + 1);
    if (!ids.has(name)) {
      ids.add(name);
      return [];
    }
    const message = `Two hookimpls of one hook have the id "${name}".`;
    const hint = 'Give each of them an id of its own.';
    return [{ code: 'MANIFEST_INVALID', message, hint, path: id === undefined ? [index] : [index, 'id'] }];
  });
}
