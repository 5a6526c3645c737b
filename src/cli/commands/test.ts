import { describeCommand } from '../command.ts';

export const test = describeCommand({
  name: 'test',
  group: 'For authors of plugins',
  summary: 'runs the tests of plugins, each plugin in a process of its own',
  details:
    'Tests that import "vitest" are run by vitest as it is installed for the plugin, all others by node:test. A plugin whose entry is in an output folder is built first, with the script "build" of its package. Without a path: the plugin in the working folder, else all of the host. Ends with 1 if a test fails, or if there is none.',
  arguments: {
    path: {
      completes: 'plugin',
      summary: 'the folder of a plugin, a folder of plugins, or the id of a plugin of the host',
    },
  },
  options: {
    test: { type: 'string', value: 'name', summary: 'only tests whose names contain this' },
    coverage: { type: 'boolean', summary: 'write "coverage/lcov.info" in the folder of the plugin' },
    reporter: { type: 'string', choices: ['text', 'junit', 'json'], summary: 'the form of the report; default text' },
    out: { type: 'string', value: 'file', summary: 'write the report into this file' },
    timeout: { type: 'number', value: 'ms', summary: 'how long the tests of one plugin may take; default 300000' },
    concurrency: {
      type: 'number',
      value: 'count',
      summary: 'how many plugins at a time; default half of the processors',
    },
    noBuild: { type: 'boolean', summary: 'take plugins as they were built before' },
  },
  examples: [
    { command: 'hookline test', summary: 'the plugin here, or all of the host' },
    { command: 'hookline test acme.tax --test "rounds up"', summary: 'one test by its name' },
    { command: 'hookline test plugins --reporter junit --out report.xml', summary: 'for a build server' },
  ],
  result:
    '`plugins`: for each `id`, `version`, `folder`, `runner` ("vitest" or "node"; absent without tests), `status` ("passed", "failed" or "none"), `exitCode` of the process of its tests, `durationMs`, `tests` (`name`, `file`, `status`, `durationMs`, `error`), `coverage` (the file) if it was asked for, and `output` (the last lines) if something failed; `summary`: `plugins`, `passed`, `failed`, `skipped`, `todo`; `file`: the report that was written.',
  opensHost: true,
});
