import { describeCommand } from '../command.ts';

export const info = describeCommand({
  name: 'info',
  group: 'For operators',
  summary: 'everything about one plugin: state, hooks, permissions, limits, files',
  details: 'Reads its manifest and looks at its files: no plugin is loaded.',
  arguments: { id: { required: true, completes: 'plugin', summary: 'the id of the plugin' } },
  examples: [{ command: 'hookline info acme.store', summary: 'what it is, what it wants and what it may do' }],
  result:
    '`plugin`: its status, as `manager.get()` gives it; `manifest`: what it says of itself (absent if it is invalid); `config`: its configuration, with references in place of secrets; `files`, without `node_modules`: `count`, `paths` (the first 1000), `bytes`, `installedAt` and `updatedAt`, ISO dates; `commands` and `templates` that it contributes.',
  opensHost: true,
});
