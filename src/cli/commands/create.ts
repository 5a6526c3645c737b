import { describeCommand } from '../command.ts';

export const create = describeCommand({
  name: 'create',
  group: 'For authors of plugins',
  summary: 'a new plugin with manifest, code, tests and license',
  details:
    'Asks at a terminal for what no flag says; "--yes" takes the usual answers instead. The hooks are those of the host in whose folder ' +
    'it is run. What comes out is valid, type-checks and passes its own tests as it is.',
  arguments: { id: { summary: 'the id of the plugin, such as acme.hello' } },
  options: {
    name: { type: 'string', summary: 'what people call it' },
    description: { type: 'string', value: 'text', summary: 'what it does, in a sentence' },
    author: { type: 'string', value: 'name', summary: 'who makes it' },
    type: { type: 'string', summary: 'one of the types of plugins that the host has' },
    hooks: {
      type: 'string',
      value: 'names',
      multiple: true,
      completes: 'hook',
      summary: 'the hooks that it implements, with commas between them; "none" for none',
    },
    runner: {
      type: 'string',
      choices: ['inline', 'worker', 'process'],
      summary: 'the least isolation that it accepts (inline)',
    },
    permissions: {
      type: 'string',
      value: 'list',
      multiple: true,
      summary: 'what it asks for, such as net:stats.example,env:HOME,fs:read=./notes; "none" for nothing',
    },
    language: { type: 'string', choices: ['js', 'ts'], summary: 'what it is written in (js)' },
    tests: { type: 'string', choices: ['node', 'vitest', 'none'], summary: 'what runs its tests (node)' },
    license: { type: 'string', choices: ['MIT', 'Apache-2.0', 'ISC', 'UNLICENSED'], summary: 'its license (MIT)' },
    template: { type: 'string', summary: 'what it is made from: javascript, typescript, or a template of a plugin' },
    listTemplates: { type: 'boolean', summary: 'list the templates, and make nothing' },
    folder: { type: 'string', summary: 'where it goes; else into the folder of plugins of the host' },
  },
  examples: [
    { command: 'hookline create', summary: 'asks for everything' },
    { command: 'hookline create acme.hello --hooks greet', summary: 'a plugin that implements one hook' },
    {
      command: 'hookline create acme.stats --hooks none --language ts --tests vitest --yes',
      summary: 'without questions',
    },
  ],
  result:
    '`plugin`: its `id`, `folder` and `files`; with `--list-templates` instead `templates`, each with `name`, `summary` and the `plugin` that contributes it.',
  opensHost: true,
});
