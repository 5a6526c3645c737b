import { describeCommand } from '../command.ts';

export const explain = describeCommand({
  name: 'explain',
  group: 'For operators',
  summary: 'why a plugin is in its state, down to the root, and what would change it',
  details: 'Works everything out from manifests and the state of the host: no plugin is loaded.',
  arguments: { id: { required: true, completes: 'plugin', summary: 'the id of the plugin' } },
  examples: [
    { command: 'hookline explain acme.charts', summary: 'who asked for what, and the smallest change that would help' },
  ],
  result: '`id`, `state`, `reason`, `remedy`, `lines` (the derivation, indented) and `changes` that would help.',
  opensHost: true,
});
