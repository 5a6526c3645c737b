import { z } from 'zod';
import { closedObject } from './closed-object.ts';
import { lineOf, textOf, wordOf } from './text-rule.ts';

/** Values of `process.platform`. */
const SYSTEMS = [
  'aix',
  'android',
  'cygwin',
  'darwin',
  'freebsd',
  'haiku',
  'linux',
  'netbsd',
  'openbsd',
  'sunos',
  'win32',
];
/** Values of `process.arch`. */
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips',
  'mipsel',
  'ppc',
  'ppc64',
  'riscv64',
  's390',
  's390x',
  'x64',
];

function listOf(words: readonly string[]): z.ZodArray<z.ZodString> {
  const item = wordOf([...words, ...words.map((word) => `!${word}`)], words);
  return z.array(item).min(1).max(words.length);
}

/** What the plugin needs of the computer. */
export const Platform = closedObject({
  os: listOf(SYSTEMS)
    .optional()
    .describe('Operating systems, as `process.platform` names them; with a "!" in front, one that is excluded.'),
  cpu: listOf(PROCESSORS)
    .optional()
    .describe('Processors, as `process.arch` names them; with a "!" in front, one that is excluded.'),
  bins: z
    .array(
      closedObject({
        name: textOf({
          pattern: '^[^\\s/\\\\\\u0000-\\u001F\\u007F-\\u009F]+$',
          max: 100,
          must: 'be the name of a program, without a path',
        }).describe('The name of the program.'),
        install: lineOf(500).optional().describe('What to do to get it, for whoever lacks it.'),
      }),
    )
    .max(32)
    .default([])
    .describe('Programs that must be found through PATH.'),
  files: z
    .array(
      closedObject({
        path: lineOf(1000).describe('The path of a file or folder, absolute or from the folder of the plugin.'),
        install: lineOf(500).optional().describe('What to do to get it, for whoever lacks it.'),
      }),
    )
    .max(32)
    .default([])
    .describe('Files and folders with data that must be there and readable.'),
});
