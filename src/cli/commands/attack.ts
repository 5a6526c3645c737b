import { describeCommand } from '../command.ts';

export const attack = describeCommand({
  name: 'attack',
  group: 'For operators',
  summary: 'tries what a hostile plugin could do on this machine, in each runner',
  details:
    'Runs the escape probes as a plugin to which nothing is granted: in the thread of a host, in a thread, in a process, and in a process behind the launcher of the configuration or, where it is installed, bubblewrap. Nothing is harmed: the hosts are processes that only live for this, the files are in a temporary folder that is removed, and what listens does so on 127.0.0.1. No plugin is loaded, and no configuration is needed; with one, its launcher and its "runners.read" are used. The exit code is 1 if something was done that "hookline explain" calls enforced.',
  arguments: { runner: { summary: 'only this one: inline, worker or process' } },
  options: {
    only: { type: 'string', value: 'probe', multiple: true, summary: 'only this probe, by its name in the table' },
  },
  examples: [
    { command: 'hookline attack', summary: 'every probe in every runner' },
    {
      command: 'hookline attack process --only "read a file"',
      summary: 'one probe in a process, and behind bubblewrap',
    },
  ],
  result:
    '`node` and `platform`; `probes`: for each its name `probe`, `area`, `permission` (null if none stands for it) and `how`; `places`: for each `place`, `runner`, `launcher` ("none", "bubblewrap" or "other"), how many were `tried` and `succeeded`, `unusable` if nothing could be tried there, and `attempts`: for each `probe` its `outcome` ("did it", "ended the host", "denied", "failed" or "skipped") and `why` it was skipped; `remedies`: for each `place` how many are `open`, and how many of them are `closed` `by` another place, with the `change` of the configuration; `broken`: claims that do not hold here, each with `place`, `permission`, `claim` and `probes`; `notes`.',
  opensHost: true,
});
