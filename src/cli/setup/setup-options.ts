import type { OptionDescription } from '../command.ts';

/** What flags may say of the host, in place of a configuration file or above it. */
export const SETUP_OPTIONS = {
  config: { type: 'string', value: 'file', summary: 'the configuration file of the host' },
  plugins: {
    type: 'string',
    value: 'folder',
    multiple: true,
    summary: 'a folder of plugins, in place of the configured ones',
  },
  hookspecs: { type: 'string', value: 'module', summary: 'the module with the hookspecs; "#name" chooses an export' },
  host: { type: 'string', value: 'name@api', summary: 'the host and the version of its plugin API' },
  stateDir: { type: 'string', value: 'folder', summary: 'where the state of the host is kept' },
} as const satisfies Readonly<Record<string, OptionDescription>>;
