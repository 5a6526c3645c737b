import { describeCommand } from '../command.ts';

export const hooksList = describeCommand({
  name: 'hooks list',
  group: 'Hooks',
  summary: 'the hooks of the host, with what they take and who implements them',
  options: { hook: { type: 'string', multiple: true, completes: 'hook', summary: 'only this hook' } },
  examples: [{ command: 'hookline hooks list', summary: 'every hook that plugins can implement' }],
  result:
    '`hooks`: for each hook `name`, `kind`, `sync`, `arguments` (`name`, `type`, `threaded`), `answer`, `summary`, `since`, `deprecated`, and `plugins`, the ids of those whose manifests name it.',
  opensHost: true,
});
