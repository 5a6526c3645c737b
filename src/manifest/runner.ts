import { z } from 'zod';
import { checked } from './checked.ts';
import { closedObject } from './closed-object.ts';
import type { Flaw } from './flaw.ts';

/** From the least isolated to the most. */
const RUNNERS = ['inline', 'worker', 'process'] as const;
type RunnerName = (typeof RUNNERS)[number];

interface WrittenRunner {
  readonly prefer?: readonly RunnerName[] | undefined;
  readonly min: RunnerName;
}

const Written = closedObject({
  prefer: z
    .array(z.enum(RUNNERS))
    .min(1)
    .max(RUNNERS.length)
    .meta({ uniqueItems: true })
    .optional()
    .describe('Where the plugin would run, the best first. Without it the one in `min`.'),
  min: z.enum(RUNNERS).default('inline').describe('The least isolation that the plugin accepts.'),
});

/** Where the plugin's code runs. */
export const Runner = checked(Written, findFlaws).transform(({ prefer, min }) => ({ prefer: prefer ?? [min], min }));

function findFlaws({ prefer = [], min }: WrittenRunner): readonly Flaw[] {
  return prefer.flatMap((runner, index) => {
    const path = ['prefer', index];
    if (RUNNERS.indexOf(runner) < RUNNERS.indexOf(min)) {
      const message = `The plugin prefers the runner "${runner}", which isolates less than "${min}", the least that it accepts.`;
      return [{ code: 'MANIFEST_INVALID', message, hint: `Remove "${runner}", or lower "min".`, path }];
    }
    if (prefer.indexOf(runner) === index) return [];
    return [
      { code: 'MANIFEST_INVALID', message: `The runner "${runner}" is preferred twice.`, hint: 'Remove one.', path },
    ];
  });
}
