import type { OptionDescription } from './command.ts';

/** What every command takes. */
export const COMMON_OPTIONS: Readonly<Record<string, OptionDescription>> = {
  json: { type: 'boolean', summary: 'one JSON document on standard output, and nothing else' },
  verbose: { type: 'boolean', summary: 'stacks of errors' },
  yes: { type: 'boolean', short: 'y', summary: 'answer every question with yes' },
};
