import { isAbsolute, resolve } from 'node:path';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { isBuiltIn } from './assert-answered.ts';
import type { CreateAnswers } from './create-answers.ts';
import type { CreateScene } from './create-scene.ts';

export interface TemplateEntry {
  readonly name: string;
  readonly summary: string;
  /** The plugin that contributes it; absent for those that are always there. */
  readonly plugin?: string;
}

export function listTemplates({ templates }: CreateScene): readonly TemplateEntry[] {
  return [
    { name: 'javascript', summary: 'a plugin in JavaScript, with types in comments' },
    { name: 'typescript', summary: 'a plugin in TypeScript, built with tsc' },
    ...templates.map(({ qualifiedName, summary, plugin }) => ({ name: qualifiedName, summary, plugin })),
  ];
}

/** The folder of the template that was chosen, or of the type; nothing for those that are always there. @throws COMMAND_MISUSED */
export function templateFolder(answers: CreateAnswers, scene: CreateScene, cwd: string): string | undefined {
  const { template, type } = answers;
  if (template === undefined) {
    const folder = scene.types.find(({ name }) => name === type)?.template;
    return folder === undefined || isAbsolute(folder) ? folder : resolve(cwd, folder);
  }
  if (isBuiltIn(template)) return undefined;
  const named = scene.templates.filter(({ qualifiedName, name }) => qualifiedName === template || name === template);
  if (named.length === 1) {
    assertNothingElse(answers);
    return named[0]!.folder;
  }
  const names = (
    named.length > 1 ? named.map(({ qualifiedName }) => ({ name: qualifiedName })) : listTemplates(scene)
  ).map(({ name }) => name);
  const problem =
    named.length > 1 ? `Several templates have the name "${template}"` : `There is no template "${template}"`;
  throw new HooklineError('COMMAND_MISUSED', `${problem}${nearestInParentheses(template, names)}.`, {
    hint: `Give one of ${names.join(', ')}.`,
    data: { template },
  });
}

const DECIDED = ['type', 'hooks', 'runner', 'permissions', 'language', 'tests'] as const;

/** What a template decides cannot be said again. */
function assertNothingElse(answers: CreateAnswers): void {
  const said = DECIDED.filter((key) => answers[key] !== undefined).map((key) => `"--${key}"`);
  if (said.length === 0) return;
  throw new HooklineError(
    'COMMAND_MISUSED',
    `The template "${answers.template}" decides on ${said.join(', ')} itself.`,
    {
      hint: 'Leave that out, and change the files afterwards.',
      data: { options: said },
    },
  );
}
