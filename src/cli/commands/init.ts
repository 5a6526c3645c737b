import { describeCommand } from '../command.ts';

export const init = describeCommand({
  name: 'init',
  group: 'For authors of hosts',
  summary: 'a host: configuration, a first hook, a first plugin, and a script that runs them',
  details:
    'Adds to package.json and .gitignore what is missing there. No other file that exists is changed: then nothing is done at all.',
  arguments: { folder: { summary: 'the folder of the host; without it the working folder' } },
  options: {
    language: { type: 'string', choices: ['js', 'ts'], summary: 'what the host is written in (js)' },
    name: { type: 'string', summary: 'the name of the host; else that of its package or folder' },
    api: { type: 'string', value: 'version', summary: 'the version of its plugin API (1.0.0)' },
    noPlugin: { type: 'boolean', summary: 'leave out the first plugin' },
  },
  examples: [
    { command: 'hookline init', summary: 'in the folder of a project' },
    { command: 'hookline init shop --language ts', summary: 'a new host in TypeScript' },
  ],
  result: '`host`: its `name`, `api` and `folder`; `files`: what was written; `changed`: what was added to.',
});
