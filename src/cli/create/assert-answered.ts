import { HooklineError } from '../../errors/hookline-error.ts';
import type { CreateAnswers } from './create-answers.ts';
import type { CreateScene } from './create-scene.ts';

/** Where nobody can be asked, flags have to say what has no usual answer. @throws COMMAND_MISUSED */
export function assertAnswered(
  answers: CreateAnswers,
  { host }: CreateScene,
): asserts answers is CreateAnswers & { readonly id: string } {
  const needsHooks = answers.hooks === undefined && answers.type === undefined && host.hooks.length > 0;
  const missing = [
    ...(answers.id === undefined ? ['the id, such as "acme.hello"'] : []),
    ...(needsHooks && isBuiltIn(answers.template)
      ? [`"--hooks", of ${listed(host.hooks.map(({ name }) => name))} or "none"`]
      : []),
  ];
  if (missing.length === 0) return;
  throw new HooklineError(
    'COMMAND_MISUSED',
    `To make a plugin without questions, this is missing: ${missing.join('; ')}.`,
    {
      hint: 'Give it, or run "hookline create" at a terminal without "--yes", where it asks.',
      data: { missing },
    },
  );
}

/** Whether what the plugin is made of depends on its hooks and the rest, which templates of plugins do not. */
export function isBuiltIn(template: string | undefined): boolean {
  return template === undefined || template === 'javascript' || template === 'typescript';
}

const MOST = 8;

function listed(names: readonly string[]): string {
  const more = names.length > MOST ? [`${names.length - MOST} more`] : [];
  return [...names.slice(0, MOST), ...more].join(', ');
}
