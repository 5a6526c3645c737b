import { describeCommand } from '../command.ts';

export const check = describeCommand({
  name: 'check',
  group: 'For authors of plugins',
  summary: 'checks plugins as a whole: structure, metadata, dependencies, security, and whether they start',
  details:
    'Everything that "hookline validate" looks at, whether the plugin can run beside the others of the host, and a start: it is activated in a temporary state folder together with what it depends on, asked for its health, and stopped. The state of the host stays as it is.',
  arguments: {
    id: { completes: 'plugin', summary: 'the id of a plugin of the host, or its folder; without it as for "validate"' },
  },
  options: {
    runner: {
      type: 'string',
      choices: ['inline', 'worker', 'process'],
      summary: 'where it is started; a process of its own where it can run there',
    },
    noStart: { type: 'boolean', summary: 'do not run any of it' },
    strict: { type: 'boolean', summary: 'end with 1 for warnings too' },
  },
  examples: [
    { command: 'hookline check acme.tax', summary: 'one plugin of the host' },
    {
      command: 'hookline check plugins/tax --runner inline',
      summary: 'started in this process, where leaks are looked for',
    },
  ],
  result:
    '`plugins`: for each `id`, `version`, `folder`, `status` ("pass", "warn" or "fail"), and `sections` with the `name` "structure", "metadata", "dependencies", "security" or "activation", its `status` (or "skip"), `findings` as of `validate`, and `notes` in sentences; that of "activation" has `runner`, `importMs`, `activateMs` and `leaks` too; `summary`: how many passed, warned and failed.',
  opensHost: true,
});
