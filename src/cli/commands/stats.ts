import { describeCommand } from '../command.ts';

export const stats = describeCommand({
  name: 'stats',
  group: 'Hooks',
  summary: 'calls, errors and times of plugins in the last run of the host, or in the running one',
  details:
    'A host with a state folder keeps its statistics there: every two seconds while it runs, and when it stops. Commands such as "run" do not count as runs of the host.',
  options: {
    hook: { type: 'string', completes: 'hook', summary: 'only this hook' },
    plugin: { type: 'string', value: 'id', completes: 'plugin', summary: 'only this plugin' },
    sort: {
      type: 'string',
      choices: ['total', 'calls', 'errors', 'p95', 'max'],
      summary: 'the largest first, by this; default "total", the time in all',
    },
  },
  examples: [
    { command: 'hookline stats', summary: 'what each plugin has cost' },
    { command: 'hookline stats --sort errors', summary: 'who fails most' },
  ],
  result:
    '`run`: `host`, `pid`, `startedAt`, `updatedAt`, `endedAt`, `running`; `rows`: `hook`, `plugin` (absent in the row of the whole hook), `calls`, `errors`, `timeouts`, and `mean`, `p50`, `p95`, `p99`, `max` in milliseconds, `null` if no time was taken.',
  opensHost: true,
});
