import { describeCommand } from '../command.ts';

export const hooksDocs = describeCommand({
  name: 'hooks docs',
  group: 'Hooks',
  summary: 'a reference of the hooks, in Markdown',
  options: {
    title: { type: 'string', summary: 'the heading of the page' },
    out: { type: 'string', short: 'o', value: 'file', summary: 'write it there, in place of standard output' },
    check: { type: 'boolean', summary: 'only say whether the file is up to date' },
  },
  examples: [
    { command: 'hookline hooks docs --out docs/hooks.md', summary: 'writes the page' },
    { command: 'hookline hooks docs --out docs/hooks.md --check', summary: 'fails if the page is out of date, for CI' },
  ],
  result: '`markdown`: the page; `file`: where it is, if it was asked for; with `--check` also `upToDate`.',
  opensHost: true,
});
