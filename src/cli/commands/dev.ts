import { describeCommand } from '../command.ts';

export const dev = describeCommand({
  name: 'dev',
  group: 'For authors of plugins',
  summary: 'runs a plugin in the host, and starts it anew whenever one of its files changes',
  details:
    'After each change the plugin gets a fresh thread (or process), its manifest and code are validated, its types are checked with the TypeScript that is installed for it, and a hook is called if one is named. A plugin whose entry is in an output folder is compiled as you write. Ends with Ctrl-C.',
  arguments: { path: { required: true, completes: 'plugin', summary: 'the folder of the plugin, or its id' } },
  options: {
    runner: {
      type: 'string',
      choices: ['worker', 'process', 'inline'],
      summary: 'where it runs; default worker. "inline" keeps every version of its modules in memory',
    },
    run: { type: 'string', value: 'hook', completes: 'hook', summary: 'call this hook after each change' },
    args: { type: 'string', value: 'json', summary: 'the arguments for it, as one JSON object' },
    build: {
      type: 'string',
      value: 'command',
      summary: 'what builds the plugin, in place of its TypeScript or script',
    },
    noTypes: { type: 'boolean', summary: 'do not check types' },
  },
  examples: [
    { command: 'hookline dev plugins/tax', summary: 'a plugin that is being written' },
    {
      command: `hookline dev acme.tax --run before_order --args '{"order":{"total":10}}'`,
      summary: 'with a call after each change',
    },
  ],
  result:
    '`plugin`: its id; `reloads`: for each start and change `changed` (the files), `status` ("ok" or "failed"), `state`, `durationMs` (from the change to the new code being in place), `errors` (`message`, and `file`, `line`, `column` where that is known), `findings` (how many `errors` and `warnings` validation found), and `call` (`value`, `report`) if a hook was called; `types`: the last errors of types.',
  opensHost: true,
});
