import { z } from 'zod';
import { checked } from './checked.ts';
import { closedObject } from './closed-object.ts';
import { findCommandFlaws, findOptionFlaws } from './command-flaws.ts';
import { findRepeated } from './find-repeated.ts';
import { lineOf, textOf } from './text-rule.ts';

const MAX_LIST = 64;
const MAX_TEXT = 1000;

/** What people type: the same word on every system, in every shell. */
const word = textOf({
  pattern: '^(?!help$|no-)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
  max: 64,
  must: 'be lower-case words with hyphens between them, such as "dry-run", not "help", and not beginning with "no-"',
});
const summary = lineOf(200);
const MATTER = { pattern: '^[^]*$', max: MAX_TEXT, must: 'be a string' };

const CommandArgument = closedObject({
  name: word.describe('The name of the argument, under which the code gets it.'),
  summary: summary.describe('What it is, on one line.'),
  required: z.boolean().default(true).describe('Whether the command cannot run without it.'),
  variadic: z
    .boolean()
    .default(false)
    .describe('Whether it takes all that is left; the code gets an array. Only the last one can.'),
});

const CommandOption = checked(
  closedObject({
    name: word.describe('The name of the option without dashes: "dry-run" is typed `--dry-run`.'),
    short: textOf({ pattern: '^[A-Za-gi-z0-9]$', max: 1, must: 'be one letter or digit, and not "h"' })
      .optional()
      .describe('One letter or digit, without the dash.'),
    summary: summary.describe('What it does, on one line.'),
    type: z
      .enum(['boolean', 'string', 'number'])
      .default('boolean')
      .describe('A `boolean` takes no value; without a default it is false when it is left out.'),
    default: z
      .union([textOf(MATTER), z.number(), z.boolean()], { error: 'be a string, a number, true or false' })
      .optional()
      .describe('The value when it is left out, of the type of the option.'),
    choices: z
      .array(z.union([textOf(MATTER), z.number()], { error: 'be a string or a number' }))
      .min(1)
      .max(MAX_LIST)
      .optional()
      .describe('The only values that there are, of the type of the option.'),
    required: z.boolean().default(false).describe('Whether the command cannot run without it.'),
  }),
  findOptionFlaws,
);

/** A command of a plugin, as a command line offers it before any code of the plugin is loaded. */
const CommandDeclaration = checked(
  closedObject({
    name: word.describe(
      'The name of the command, without the id of the plugin: "import" of "acme.store" is "acme.store/import", and "import" where no other plugin has one.',
    ),
    summary: summary.describe('What it does, on one line.'),
    arguments: z.array(CommandArgument).max(MAX_LIST).default([]).describe('What it is given by position, in order.'),
    options: z.array(CommandOption).max(MAX_LIST).default([]).describe('What it is given by name.'),
  }),
  findCommandFlaws,
);

/** The commands of a plugin. */
export const CommandDeclarations = checked(z.array(CommandDeclaration).max(256), (commands) =>
  findRepeated(commands, 'name', (name) => `The command "${name}" is contributed twice.`),
);
