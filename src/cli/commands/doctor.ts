import { describeCommand } from '../command.ts';

export const doctor = describeCommand({
  name: 'doctor',
  group: 'For operators',
  summary: 'checks the set-up of the host and each plugin, and says what to do',
  details:
    'Looks at Node, the configuration, the state folder, the sources, what this Node and system can enforce, and at each plugin: its state, requirements, secrets and permissions. No plugin is loaded without --health.',
  arguments: { id: { completes: 'plugin', summary: 'only this plugin' } },
  options: { health: { type: 'boolean', summary: 'also start the plugins that can run, and ask each how it is' } },
  examples: [
    { command: 'hookline doctor', summary: 'all that can be seen without running plugins' },
    { command: 'hookline doctor acme.store --health', summary: 'one plugin, with its own health check' },
  ],
  result:
    '`checks`: for each `about` ("host" or the id of a plugin), `name`, `status` ("pass", "warn" or "fail"), the `code` under which the documentation explains it, and `message` and `hint` where there is something to do; `summary`: how many of each.',
  opensHost: true,
});
