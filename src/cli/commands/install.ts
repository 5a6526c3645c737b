import { describeCommand } from '../command.ts';

export const install = describeCommand({
  name: 'install',
  group: 'For operators',
  summary: 'puts a plugin into the plugin folder of the host',
  details:
    'Takes an archive of "hookline pack", a .zip, a folder, or the name of a package, which npm fetches without running its scripts. It is unpacked aside and checked; an older version is replaced at once or not at all. Shows what the plugin asks for, and asks. It is not trusted by that.',
  arguments: { what: { required: true, summary: 'a .tgz or .zip, a folder, or a package such as "acme-store@2"' } },
  options: {
    to: {
      type: 'string',
      value: 'folder',
      summary: 'the folder of plugins; the first one of the host if it is left out',
    },
    locked: { type: 'boolean', summary: 'only what the lock file has, byte by byte' },
    dryRun: { type: 'boolean', short: 'n', summary: 'check it and show what it asks for, and change nothing' },
  },
  examples: [
    { command: 'hookline install ./acme.store-1.0.0.tgz', summary: 'from a package of "hookline pack"' },
    { command: 'hookline install acme-store@^2 --yes', summary: 'from the registry of npm, without a question' },
    { command: 'hookline install ./acme.store-1.0.0.tgz --locked', summary: 'only if it is what was locked' },
  ],
  result:
    '`plugin` with `id` and `version`; `previous`, the version that it replaces, or null; `folder`; `permissions`, each with `permission`, `optional`, `reason`, `isNew`; `trusted`, whether the host trusts the source; `missingPackages`, those that it needs and would not find; `warnings`; `installed`, false with `--dry-run` or if the answer was no.',
  opensHost: true,
});
