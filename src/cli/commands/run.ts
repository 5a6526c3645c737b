import { describeCommand } from '../command.ts';

export const run = describeCommand({
  name: 'run',
  group: 'Hooks',
  summary: 'calls one hook and shows what it gave, who took part and who took how long',
  details:
    'The host is started, the hook is called, and the host is stopped. Arguments are JSON: given with --args, read from a file, or from standard input with "--args-file -".',
  arguments: { hook: { required: true, completes: 'hook', summary: 'the name of the hook' } },
  options: {
    args: { type: 'string', value: 'json', summary: 'the arguments, as one JSON object' },
    argsFile: { type: 'string', value: 'file', summary: 'a file with that object; "-" for standard input' },
    without: { type: 'string', value: 'id', multiple: true, completes: 'plugin', summary: 'leave this plugin out' },
    only: { type: 'string', value: 'id', multiple: true, completes: 'plugin', summary: 'leave all others out' },
    timeout: { type: 'number', value: 'ms', summary: 'abort the call after so many milliseconds' },
  },
  examples: [
    { command: `hookline run slugify --args '{"slug":"Hello World"}'`, summary: 'one call, with its value and report' },
    { command: 'hookline run after_page_render --args-file page.json --json', summary: 'the same for a program' },
  ],
  result:
    '`value`: what the call gave (absent if nothing); `report`: the report of the call, as `report.toJSON()` gives it.',
  opensHost: true,
});
