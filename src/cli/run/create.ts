import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CommandContext, Outcome, RunCommand } from '../command.ts';
import type { create } from '../commands/create.ts';
import { assertAnswered } from '../create/assert-answered.ts';
import { listTemplates, templateFolder } from '../create/choose-template.ts';
import { listOf, type CreateAnswers } from '../create/create-answers.ts';
import { createFiles } from '../create/create-files.ts';
import { openScene, type CreateScene } from '../create/create-scene.ts';
import { toPlan } from '../create/to-plan.ts';
import { packagesAbove } from '../programs/packages-above.ts';
import type { PluginPlan } from '../scaffold/plugin-plan.ts';
import { assertAbsent, writeFolder } from '../scaffold/write-folder.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

export const runCreate: RunCommand<typeof create> = async (context) => {
  const { args, options, cwd } = context;
  context.working('looking at the host');
  const scene = await openScene(context);
  context.working(undefined);
  if (options.listTemplates) return templateList(scene, context.style);
  const { listTemplates: _, hooks, permissions, ...others } = options;
  const given = { ...others, id: args.id, hooks: listOf(hooks), permissions: listOf(permissions) } as CreateAnswers;
  const answers = await complete(given, scene, context);
  const template = templateFolder(answers, scene, cwd);
  const plan = toPlan(answers, scene, { cwd, year: new Date().getFullYear() });
  await assertAbsent(plan.folder);
  const files = await createFiles(plan, template);
  await writeFolder(plan.folder, files);
  const { id, folder } = plan;
  const paths = Object.keys(files);
  return { result: { plugin: { id, folder, files: paths } }, text: summary(plan, paths, context) };
};

type Answered = CreateAnswers & { readonly id: string };

async function complete(
  given: CreateAnswers,
  scene: CreateScene,
  { isInteractive, common }: Pick<CommandContext, 'isInteractive' | 'common'>,
): Promise<Answered> {
  if (isInteractive && !common.yes) {
    const { askAnswers } = await import('../create/ask-answers.ts');
    return askAnswers(given, scene);
  }
  assertAnswered(given, scene);
  return given;
}

function summary(
  plan: PluginPlan,
  paths: readonly string[],
  { cwd, style }: Pick<CommandContext, 'cwd' | 'style'>,
): string {
  const folder = relative(cwd, plan.folder) || '.';
  const scripts = paths.includes('package.json') ? nextSteps(plan) : [];
  return [
    `${style.paint('green', 'Made')} ${style.paint('bold', plan.id)} in ${folder}:`,
    '',
    ...paths.map((path) => `  ${printableLine(path)}`),
    ...(scripts.length === 0 ? [] : ['', 'Next:', `  cd ${folder}`, ...scripts.map((script) => `  ${script}`)]),
  ].join('\n');
}

function nextSteps({ folder, language, tests }: PluginPlan): readonly string[] {
  const isHooklineThere = packagesAbove(folder).some((packages) => existsSync(join(packages, 'hookline')));
  return [
    ...(language === 'ts' || tests === 'vitest' || !isHooklineThere ? ['npm install'] : []),
    ...(tests === 'none' ? (language === 'ts' ? ['npm run build'] : []) : ['npm test']),
  ];
}

function templateList(scene: CreateScene, style: Style): Outcome {
  const templates = listTemplates(scene);
  const rows = templates.map(({ name, summary: about, plugin }) => [
    style.paint('bold', printableLine(name)),
    printableLine(plugin ?? ''),
    printableLine(about),
  ]);
  const columns = [{ title: 'TEMPLATE' }, { title: 'PLUGIN' }, { title: 'ABOUT', grows: true }];
  return { result: { templates }, text: table(columns, rows, style) };
}
