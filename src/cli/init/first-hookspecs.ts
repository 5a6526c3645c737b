import { z } from 'zod';
import { defineHookspecs } from '../../hooks/define-hookspecs.ts';
import { hook } from '../../hooks/hookspec.ts';
import type { AnyHooks } from '../setup/host-setup.ts';

/** The hookspecs that a new host begins with. */
export const firstHookspecs: AnyHooks = defineHookspecs({
  greet: hook.waterfall({
    summary: 'The greeting for somebody, as the plugins before left it.',
    args: { text: z.string(), name: z.string() },
    thread: 'text',
  }),
});

/** The module that says the same. */
export const FIRST_HOOKSPECS = `import { defineHookspecs, hook } from 'hookline';
import { z } from 'zod';

/** What plugins of this host can take part in. */
export const hookspecs = defineHookspecs({
  greet: hook.waterfall({
    summary: 'The greeting for somebody, as the plugins before left it.',
    args: { text: z.string(), name: z.string() },
    thread: 'text',
  }),
});
`;
