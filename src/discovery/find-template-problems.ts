import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Problem } from '../manifest/problem.ts';
import { isInside } from './is-inside.ts';
import { describeSystemError, isAbsent } from './system-error.ts';

type Templates = Manifest['contributes']['templates'];

/** What is wrong with the folders of the templates of a plugin. `folder` is that of the plugin, links resolved. */
export async function findTemplateProblems(folder: string, templates: Templates): Promise<readonly Problem[]> {
  const all = await Promise.all(templates.map((template, index) => findProblem(folder, template, index)));
  return all.flatMap((problem) => (problem === undefined ? [] : [problem]));
}

/** A plugin in code has no folder that a template could lie in. */
export function findHomelessTemplates(templates: Templates): readonly Problem[] {
  return templates.map(({ name }, index) =>
    problemOf('TEMPLATE_MISSING', index, {
      message: `The template "${name}" has no folder: the plugin is in the code of the host.`,
      hint: 'Remove the template, or put the plugin into a folder of its own.',
    }),
  );
}

async function findProblem(
  folder: string,
  { name, folder: path }: Templates[number],
  index: number,
): Promise<Problem | undefined> {
  const missing = (why: string): Problem =>
    problemOf('TEMPLATE_MISSING', index, {
      message: `The folder "${path}" of the template "${name}" ${why}: "${join(folder, path)}".`,
      hint: 'Make the folder, or mend the path of "folder".',
    });
  try {
    const target = await realpath(join(folder, path));
    if (!isInside(folder, target)) return outside(name, path, target, index);
    return (await stat(target)).isDirectory() ? undefined : missing('is not a folder');
  } catch (thrown) {
    return missing(isAbsent(thrown) ? 'does not exist' : `cannot be reached: ${describeSystemError(thrown)}`);
  }
}

function outside(name: string, path: string, target: string, index: number): Problem {
  return problemOf('TEMPLATE_OUTSIDE', index, {
    message: `The folder "${path}" of the template "${name}" leads out of the folder of the plugin, to "${target}".`,
    hint: 'Put the folder itself into the folder of the plugin, not a link to it.',
  });
}

function problemOf(code: ErrorCode, index: number, words: Pick<Problem, 'message' | 'hint'>): Problem {
  return { code, severity: 'error', ...words, path: `contributes.templates[${index}].folder` };
}
