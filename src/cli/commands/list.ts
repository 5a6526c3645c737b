import { describeCommand } from '../command.ts';

export const list = describeCommand({
  name: 'list',
  group: 'For operators',
  summary: 'all plugins with their state, those that cannot run too',
  details: 'Reads manifests only: no plugin is loaded.',
  options: {
    state: { type: 'string', multiple: true, summary: 'only plugins in this state' },
    type: { type: 'string', summary: 'only plugins of this type' },
    keyword: { type: 'string', summary: 'only plugins with this keyword' },
    hook: { type: 'string', completes: 'hook', summary: 'only plugins that implement this hook' },
  },
  examples: [
    { command: 'hookline list', summary: 'every plugin of the host' },
    { command: 'hookline list --state invalid --state failed --json', summary: 'what is broken, for a program' },
  ],
  result: '`plugins`: one status for each plugin, as `manager.list()` gives it.',
  opensHost: true,
});
