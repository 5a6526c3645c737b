import { describeCommand } from '../command.ts';

export const pack = describeCommand({
  name: 'pack',
  group: 'For authors of plugins',
  summary: 'makes one file of a plugin, the same bytes each time',
  details:
    'Goes in: what "files" of package.json names, else all but node_modules, hidden files and tests; in any case the manifest, package.json, the readme, the license, and templates. Refused if "hookline validate" finds errors, if something is a link, or if the code needs a file that is left out.',
  arguments: { path: { summary: 'the folder of the plugin; the working folder if it is left out' } },
  options: {
    out: {
      type: 'string',
      value: 'folder',
      summary: 'where the package is written; the working folder if it is left out',
    },
    dryRun: { type: 'boolean', short: 'n', summary: 'show what would go in, and write nothing' },
  },
  examples: [
    { command: 'hookline pack ./plugins/store', summary: 'writes acme.store-1.0.0.tgz' },
    { command: 'hookline pack --dry-run', summary: 'what of this folder would go in' },
  ],
  result:
    '`name` and `file` of the package; `integrity`, as npm and lock files write it; `bytes` of the package and `unpackedBytes`; `files` with `path` and `bytes`; `manifest` as it was read, with all defaults; `written`, false with `--dry-run`.',
  opensHost: true,
});
