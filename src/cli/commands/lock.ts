import { describeCommand } from '../command.ts';

export const lock = describeCommand({
  name: 'lock',
  group: 'For operators',
  summary: 'writes down which plugins run: version, content, order, permissions',
  details:
    'The same state gives the same bytes, so the file can be kept with the code of the host. A host with the option "lock", and "hookline install --locked", let in nothing else.',
  options: {
    check: { type: 'boolean', summary: 'only compare, and end with 1 if something differs' },
    out: {
      type: 'string',
      value: 'file',
      summary: 'the lock file; hookline.lock.json beside the set-up if it is left out',
    },
  },
  examples: [
    { command: 'hookline lock', summary: 'writes hookline.lock.json' },
    { command: 'hookline lock --check', summary: 'in a pipeline: does all that was locked still hold?' },
  ],
  result:
    '`file`; `lock`, the document as it is now; `differences`, sentences with `plugin` where one is meant, between the file and what is now; `written`; `leftOut`, the plugins that cannot run and so are not in it, with `id`, `state` and `reason`.',
  opensHost: true,
});
