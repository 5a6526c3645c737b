import { z } from 'zod';
import { closedObject } from './closed-object.ts';
import { CommandDeclarations } from './command-declaration.ts';
import { TemplateDeclarations } from './template-declaration.ts';
import { NAME_PATTERN, textOf } from './text-rule.ts';

/** What a plugin adds for others: for other plugins, and for people. */
export const Contributions = closedObject({
  hooks: z
    .array(
      textOf({
        pattern: NAME_PATTERN.replace('[^', '[^/'),
        max: 64,
        must: 'be the name of a hook without "/" and white space',
        hint: 'Leave out the id of the plugin: it is put in front of the name.',
      }),
    )
    .max(256)
    .default([])
    .describe(
      'Names of hooks that the plugin declares itself, without its id: "after_save" of "acme.store" becomes "acme.store/after_save".',
    ),
  cli: CommandDeclarations.default([]).describe('Commands that the plugin runs.'),
  templates: TemplateDeclarations.default([]).describe(
    'Folders of the plugin from which `hookline create` makes something new.',
  ),
});
