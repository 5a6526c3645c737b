import { describeCommand } from '../command.ts';

export const validate = describeCommand({
  name: 'validate',
  group: 'For authors of plugins',
  summary: 'checks manifest and code of plugins, without running any of it',
  details:
    'Looks at the manifest, the entry, hooks against code, permissions against what the code uses, the range of the API, the platform, and dangerous patterns. Without a path: the plugin in the working folder, else all of the host. Ends with 1 if there are errors.',
  arguments: {
    path: {
      completes: 'plugin',
      summary: 'the folder of a plugin, its manifest, a folder of plugins, or the id of a plugin of the host',
    },
  },
  options: {
    fix: { type: 'boolean', summary: 'write the hooks of the code into the manifest first' },
    import: {
      type: 'boolean',
      summary: 'also import each entry in a locked-up process, and tell what it touches meanwhile',
    },
    rule: { type: 'string', value: 'rule', multiple: true, summary: 'only this rule' },
    ignore: { type: 'string', value: 'rule', multiple: true, summary: 'all but this rule' },
    strict: { type: 'boolean', summary: 'end with 1 for warnings too' },
  },
  examples: [
    { command: 'hookline validate', summary: 'the plugin here, or all of the host' },
    { command: 'hookline validate plugins/tax --fix', summary: 'with "hooks" of the manifest brought in line' },
    { command: 'hookline validate --strict --json', summary: 'for a build server' },
  ],
  result:
    '`plugins`: for each `id`, `version`, `folder`, `findings` (`rule`, `severity`, `message`, `remedy`, `file`, `path`, `line`, `column`, `excerpt`), `suppressed` (the same, hidden by comments, with their `reason`), `skipped` (what was not looked at, in sentences), and `fixed` (the manifest that --fix wrote) where there is one; `summary`: `plugins`, `errors`, `warnings`, `infos`, `suppressed`.',
  opensHost: true,
});
