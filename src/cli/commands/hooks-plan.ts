import { describeCommand } from '../command.ts';

export const hooksPlan = describeCommand({
  name: 'hooks plan',
  group: 'Hooks',
  summary: 'the order in which the plugins of a hook are called, and why',
  details: 'The host is started for it, so plugins that are activated at start-up are loaded; the hook is not called.',
  arguments: { hook: { required: true, completes: 'hook', summary: 'the name of the hook' } },
  examples: [{ command: 'hookline hooks plan after_page_render', summary: 'who comes first, and what decides it' }],
  result:
    '`hook`, `kind`, and `plan`: for each hookimpl `plugin`, `version`, `id`, `wrapper`, `order`, `priority`, `before`, `after` and `reason`, in the order of calls. `absent`: plugins whose manifests name the hook and that do not run, with `id`, `state` and `reason`.',
  opensHost: true,
});
