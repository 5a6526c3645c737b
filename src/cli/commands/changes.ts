import { describeCommand, type CommandDescription } from '../command.ts';

const id = { required: true, completes: 'plugin', summary: 'the id of the plugin' } as const;

const RESULT =
  '`changes`: what follows, for the plugin first and then for others: `id`, `from`, `to`, `reason`; `plugin`: its status afterwards; `done`: false with `--dry-run`, or if the answer was no.';

const LASTING =
  'It lasts, in the state folder of the host. What follows for other plugins is shown first. A host that runs follows within a second, unless it was told not to.';

const options = {
  dryRun: { type: 'boolean', short: 'n', summary: 'show what would follow, and change nothing' },
} as const;

const common = {
  group: 'For operators',
  details: LASTING,
  result: RESULT,
  opensHost: true,
} as const satisfies Partial<CommandDescription>;

export const enable = describeCommand({
  ...common,
  name: 'enable',
  summary: 'lets a plugin run that was disabled',
  arguments: { id },
  options,
  examples: [{ command: 'hookline enable acme.store', summary: 'it and those that need it may run again' }],
});

export const disable = describeCommand({
  ...common,
  name: 'disable',
  summary: 'keeps a plugin from running, and those that cannot do without it',
  arguments: { id },
  options,
  examples: [{ command: 'hookline disable acme.store --dry-run', summary: 'who would stop with it' }],
});

export const trust = describeCommand({
  ...common,
  name: 'trust',
  summary: 'trusts a plugin as its files are now, and grants what it asks for',
  details: `${LASTING} So is what stands out in its code, such as "eval" or programs that it starts.`,
  result: `${RESULT} \`findings\`: what stands out in its code.`,
  arguments: { id },
  options: {
    ...options,
    permission: {
      type: 'string',
      multiple: true,
      summary: 'grant this one only, such as "net:stats.example"; all that the manifest asks for if it is left out',
    },
    filesOnly: { type: 'boolean', summary: 'trust its files, and grant nothing; what was granted is taken back' },
  },
  examples: [
    { command: 'hookline trust acme.stats', summary: 'shows what it asks for, then asks' },
    {
      command: 'hookline trust acme.stats --permission net:stats.example --yes',
      summary: 'one permission, without a question',
    },
  ],
});

export const untrust = describeCommand({
  ...common,
  name: 'untrust',
  summary: 'takes trust back, and all that was granted',
  arguments: { id },
  options,
  examples: [{ command: 'hookline untrust acme.stats', summary: 'it stops until it is trusted again' }],
});

const permissions = {
  required: true,
  variadic: true,
  summary: 'such as "net:stats.example", "fs.read:/data", "env:HOME", "worker"',
} as const;

export const grant = describeCommand({
  ...common,
  name: 'grant',
  summary: 'grants a plugin what its manifest asks for',
  arguments: { id, permissions },
  options,
  examples: [{ command: 'hookline grant acme.stats net:stats.example', summary: 'one permission' }],
});

export const revoke = describeCommand({
  ...common,
  name: 'revoke',
  summary: 'takes back what was granted',
  arguments: { id, permissions },
  options,
  examples: [{ command: 'hookline revoke acme.stats net:stats.example', summary: 'it runs without it, or waits' }],
});

export const reload = describeCommand({
  name: 'reload',
  group: 'For operators',
  summary: 'has hosts that are running load a plugin anew',
  details:
    'Hosts that run with this state folder do so within a second, unless they were told not to follow it. Calls that have begun end on the old code.',
  arguments: { id },
  examples: [{ command: 'hookline reload acme.store', summary: 'after its files were changed' }],
  result: '`plugin`: its status.',
  opensHost: true,
});

export const choose = describeCommand({
  name: 'choose',
  group: 'For operators',
  summary: 'chooses the folder that counts where several plugins claim one id',
  details:
    'It lasts, in the state folder of the host. A host that runs follows within a second, unless it was told not to.',
  arguments: { id, folder: { required: true, summary: 'the folder of the one that is to run' } },
  examples: [{ command: 'hookline choose acme.store ./plugins/store-fork', summary: 'the other one is left out' }],
  result: '`plugin`: its status afterwards.',
  opensHost: true,
});
