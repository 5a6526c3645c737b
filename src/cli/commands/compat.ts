import { describeCommand } from '../command.ts';

export const compat = describeCommand({
  name: 'compat',
  group: 'For operators',
  summary: 'which plugins fit the plugin API of the host, or that of another version',
  details:
    'Says of each plugin whether its range fits, and which hooks and parts of the API it uses that are deprecated, changed or removed, with file and line. Ends with 1 if a plugin does not fit, or uses something that is removed or changed. "--against" takes a version, which is held against what hookspecs say of their removal, or a file that describeApi made of a coming version. Loads no plugin.',
  options: {
    against: { type: 'string', value: 'version', summary: 'a version of the plugin API, or a file with its contract' },
  },
  examples: [
    { command: 'hookline compat', summary: 'against the API that the host has' },
    { command: 'hookline compat --against 2.0.0', summary: 'before the host gets a new API' },
    { command: 'hookline compat --against ./api-2.json', summary: 'against all that describeApi knows of it' },
  ],
  result:
    '`api`, that of the host; `against`, the version that was asked for; `plugins`, each with `id`, `version`, `range`, `adapter` (the older API that it runs through, or null), `fits` (null if its manifest is not valid) and `uses`: `name`, `kind` (`hook`, `api`), `status` (`deprecated`, `changed`, `removed`), `message`, and `places` with `file`, `path`, `line`.',
  opensHost: true,
});
