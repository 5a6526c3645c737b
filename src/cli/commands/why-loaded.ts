import { describeCommand } from '../command.ts';

export const whyLoaded = describeCommand({
  name: 'why-loaded',
  group: 'For operators',
  summary: 'what code of plugins a start of the host loads, and what for',
  details:
    'Starts the host, calls the hooks that are named, and lists every module of a plugin that was loaded by then.',
  options: {
    hook: { type: 'string', multiple: true, completes: 'hook', summary: 'also call this hook, without arguments' },
  },
  examples: [
    { command: 'hookline why-loaded', summary: 'who makes every start slower' },
    { command: 'hookline why-loaded --hook admin_dashboard_stats', summary: 'what the first call of a hook loads' },
  ],
  result:
    '`loaded`: for each module `plugin`, `version`, `file`, `runner`, `activatedBy` ("startup", "hook ...", ...), `at`, `importMs` and `failed`, in the order in which they were loaded.',
  opensHost: true,
});
