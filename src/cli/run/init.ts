import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { CommandContext, RunCommand } from '../command.ts';
import type { init } from '../commands/init.ts';
import type { HostPlan } from '../init/host-plan.ts';
import { hostTsconfig } from '../init/host-tsconfig.ts';
import { mergeIgnored } from '../init/merge-ignored.ts';
import { mergePackage, packagesOf } from '../init/merge-package.ts';
import { packageManagerOf } from '../init/package-manager.ts';
import { readProject, type Project } from '../init/project.ts';
import { renderHost } from '../init/render-host.ts';
import { type InitAnswers, toHostPlan } from '../init/to-host-plan.ts';
import { writeHost } from '../init/write-host.ts';
import type { Files } from '../scaffold/plugin-plan.ts';
import { CONFIG_NAMES } from '../setup/find-config-file.ts';
import { printableLine } from '../terminal/printable.ts';

export const runInit: RunCommand<typeof init> = async ({ args, options, cwd, env, style }) => {
  const project = await readProject(resolve(cwd, args.folder ?? '.'));
  const { folder } = project;
  const plan = toHostPlan(options as InitAnswers, project);
  const { created, changed } = filesOf(plan, project);
  const otherConfigs = CONFIG_NAMES.filter((name) => existsSync(join(folder, name)));
  await writeHost({ folder, created, changed }, otherConfigs);
  const { name, api } = plan;
  const result = { host: { name, api, folder }, files: Object.keys(created), changed: Object.keys(changed) };
  const steps = nextSteps(plan, packageManagerOf(folder, env), relative(cwd, folder));
  return { result, text: summary(result, steps, style) };
};

interface Written {
  readonly created: Files;
  readonly changed: Readonly<Record<string, string>>;
}

/** A file that is there is added to, if something is missing in it. */
function filesOf(plan: HostPlan, project: Project): Written {
  const hasTsconfig = existsSync(join(plan.folder, 'tsconfig.json'));
  const merged = [
    { path: 'package.json', old: project.packageText, text: mergePackage(project, plan) },
    { path: '.gitignore', old: project.ignored, text: mergeIgnored(project.ignored) },
  ];
  const added = merged.filter(({ old }) => old === undefined).map(({ path, text }) => [path, text]);
  const changed = merged
    .filter(({ old, text }) => old !== undefined && old !== text)
    .map(({ path, text }) => [path, text]);
  return {
    created: {
      ...renderHost(plan, new Date().getFullYear()),
      ...(plan.language === 'ts' && !hasTsconfig ? hostTsconfig(plan.ending) : {}),
      ...(Object.fromEntries(added) as Files),
    },
    changed: Object.fromEntries(changed) as Readonly<Record<string, string>>,
  };
}

function nextSteps(plan: HostPlan, packageManager: string, path: string): readonly string[] {
  const isInstalled = packagesOf(plan).every((name) => existsSync(join(plan.folder, 'node_modules', name)));
  return [
    ...(path === '' ? [] : [`cd ${path}`]),
    ...(isInstalled ? [] : [`${packageManager} install`]),
    `${packageManager} start`,
  ];
}

interface InitResult {
  readonly host: { readonly name: string; readonly api: string; readonly folder: string };
  readonly files: readonly string[];
  readonly changed: readonly string[];
}

function summary(
  { host, files, changed }: InitResult,
  steps: readonly string[],
  style: CommandContext['style'],
): string {
  return [
    `${style.paint('green', 'Set up')} the host ${style.paint('bold', host.name)} in ${printableLine(host.folder)}:`,
    '',
    ...files.map((path) => `  ${path}`),
    ...(changed.length === 0 ? [] : ['', 'Added to:', ...changed.map((path) => `  ${path}`)]),
    '',
    'Next:',
    ...steps.map((step) => `  ${step}`),
  ].join('\n');
}
