import { z } from 'zod';
import { checked } from './checked.ts';
import { closedObject } from './closed-object.ts';
import { PATH_FORBIDDEN } from './entry-path.ts';
import { findRepeated } from './find-repeated.ts';
import { lineOf, textOf } from './text-rule.ts';

const SEGMENT = `(?!\\.{1,2}(?:/|$))[^/${PATH_FORBIDDEN}]+`;

const TemplateDeclaration = closedObject({
  name: textOf({
    pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
    max: 64,
    must: 'be lower-case words with hyphens between them, such as "blog-post"',
  }).describe('The name of the template, without the id of the plugin.'),
  summary: lineOf(200).describe('What is made from it, on one line.'),
  folder: textOf({
    pattern: `^(?!~)(?:\\./)?${SEGMENT}(?:/${SEGMENT})*/?$`,
    max: 500,
    must: 'be the path of a folder inside the plugin, such as "./templates/page"',
  }).describe('The folder with its files: a path from the folder of the manifest to a folder inside that folder.'),
});

/** What new plugins and files can be made from. */
export const TemplateDeclarations = checked(z.array(TemplateDeclaration).max(64), (templates) =>
  findRepeated(templates, 'name', (name) => `The template "${name}" is contributed twice.`),
);
