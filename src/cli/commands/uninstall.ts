import { describeCommand } from '../command.ts';

export const uninstall = describeCommand({
  name: 'uninstall',
  group: 'For operators',
  summary: 'removes a plugin from the plugin folder of the host, with its settings and data',
  details:
    'Asks first, and names the plugins that cannot run without it: where there are some, only "--yes" removes it. Plugins that npm has installed are left to npm.',
  arguments: { id: { required: true, completes: 'plugin', summary: 'the id of the plugin' } },
  options: {
    keepData: { type: 'boolean', summary: 'leave the files that the plugin has written, for when it comes back' },
    dryRun: { type: 'boolean', short: 'n', summary: 'show what would follow, and change nothing' },
  },
  examples: [
    { command: 'hookline uninstall acme.store', summary: 'shows what would go, then asks' },
    { command: 'hookline uninstall acme.store --keep-data --yes', summary: 'without a question; its data stay' },
  ],
  result:
    '`plugin` with `id` and `version`; `folder` and `data`, what would go or is gone; `data` is null if there is none, or it is kept; `dependents`, the plugins that stop, each with `id`, and the states `from` and `to`; `uninstalled`, false with `--dry-run` or if the answer was no.',
  opensHost: true,
});
