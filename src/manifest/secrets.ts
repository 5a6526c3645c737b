import { z } from 'zod';
import { checked } from './checked.ts';
import { closedObject } from './closed-object.ts';
import type { Flaw } from './flaw.ts';
import { PROSE_PATTERN, textOf } from './text-rule.ts';

const Secret = closedObject({
  key: textOf({
    pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$',
    max: 128,
    must: 'be letters, digits, "_", "." and "-", and begin with a letter or "_"',
  }).describe('The name of the secret.'),
  required: z.boolean().default(false).describe('Whether the plugin cannot run without it.'),
  description: textOf({ pattern: PROSE_PATTERN, max: 2000, must: 'be text without control characters' })
    .optional()
    .describe('What it is and where to get it, for whoever sets it.'),
});

/** The secrets of a plugin; their values never stand in a manifest. */
export const Secrets = checked(z.array(Secret).max(64), findDuplicates);

function findDuplicates(secrets: readonly { readonly key: string }[]): readonly Flaw[] {
  const keys = secrets.map(({ key }) => key);
  return keys.flatMap((key, index) => {
    if (keys.indexOf(key) === index) return [];
    const message = `The secret "${key}" is declared twice.`;
    return [{ code: 'MANIFEST_INVALID', message, hint: 'Remove one of the two.', path: [index, 'key'] }];
  });
}
