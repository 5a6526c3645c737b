import { join, resolve } from 'node:path';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { publisherOf } from '../../manifest/plugin-id.ts';
import { scaffoldType, type TypeScaffold } from '../../manager/plugin-types/scaffold-type.ts';
import type { HookFacts } from '../scaffold/hook-facts.ts';
import type { PluginPlan } from '../scaffold/plugin-plan.ts';
import type { CreateAnswers } from './create-answers.ts';
import type { CreateScene } from './create-scene.ts';
import { parsePermissions } from './parse-permission.ts';
import { pluginIdProblem } from './plugin-id-problem.ts';

export interface PlanPlace {
  readonly cwd: string;
  readonly year: number;
}

/** What the answers come to. @throws COMMAND_MISUSED */
export function toPlan(
  answers: CreateAnswers & { readonly id: string },
  scene: CreateScene,
  place: PlanPlace,
): PluginPlan {
  const { id, runner = 'inline', tests = 'node', license = 'MIT' } = answers;
  assertId(id, scene);
  const type = answers.type === undefined ? undefined : typeOf(answers.type, scene);
  const names = [...new Set([...(type?.hooks ?? []), ...(answers.hooks ?? [])])];
  const hooks = names.map((name) => hookOf(name, scene));
  assertRunner(runner, hooks);
  assertScaffolded(type, scene);
  return {
    id,
    ...textsOf(answers),
    type: type?.type,
    commands: type?.manifest.contributes?.cli ?? [],
    year: place.year,
    hooks,
    runner,
    permissions:
      answers.permissions === undefined
        ? (type?.manifest.permissions ?? [])
        : [...parsePermissions(answers.permissions)],
    language: languageOf(answers),
    tests,
    license,
    folder: folderOf(answers, scene, place),
    host: scene.host,
  };
}

/** The texts that it has where nobody says anything else. */
export function textsOf({
  id,
  name,
  description,
  author,
}: CreateAnswers & { readonly id: string }): Pick<PluginPlan, 'name' | 'description' | 'author'> {
  return {
    name: oneLine(name) ?? titleOf(id),
    description: oneLine(description) ?? `The plugin ${oneLine(name) ?? titleOf(id)}.`,
    author: oneLine(author) ?? publisherOf(id),
  };
}

function oneLine(text: string | undefined): string | undefined {
  const line = text?.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

/** `acme.link-check` is called "Link check". */
function titleOf(id: string): string {
  const words = (id.split('.')[1] ?? id).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function assertId(id: string, { host, plugins }: CreateScene): void {
  const problem = pluginIdProblem(id, host.name);
  if (problem !== undefined) throw misused(problem.message, problem.hint, { id });
  const same = plugins.find((plugin) => plugin.id === id);
  if (same === undefined) return;
  const where = same.folder === undefined ? '' : `, in ${same.folder}`;
  throw misused(`There is a plugin "${id}" already${where}.`, 'Choose another id.', { id });
}

/** The folder: `hello` for `acme.hello`, with the others of the host. */
function folderOf(
  { id, folder }: CreateAnswers & { readonly id: string },
  { pluginsFolder }: CreateScene,
  { cwd }: PlanPlace,
): string {
  if (folder !== undefined) return resolve(cwd, folder);
  const name = id.split('.')[1]!;
  return join(pluginsFolder ?? join(cwd, 'plugins'), OF_WINDOWS.test(name) ? id : name);
}

/** Windows has devices of these names in every folder. */
const OF_WINDOWS = /^(?:aux|con|nul|prn|com\d|lpt\d)$/;

function hookOf(name: string, { host }: CreateScene): HookFacts {
  const names = host.hooks.map((hook) => hook.name);
  const found = host.hooks.find((hook) => hook.name === name);
  if (found !== undefined) return found;
  const hint =
    names.length === 0
      ? 'The host has no hooks, or there is no host here: see "--config".'
      : `The hooks are ${names.join(', ')}.`;
  throw misused(`There is no hook "${name}"${nearestInParentheses(name, names)}.`, hint, { hook: name });
}

function assertRunner(runner: PluginPlan['runner'], hooks: readonly HookFacts[]): void {
  const sync = hooks.find(({ spec }) => spec.sync);
  if (runner !== 'process' || sync === undefined) return;
  const message = `A plugin in a process of its own cannot implement "${sync.name}", which is synchronous.`;
  throw misused(message, 'Choose the runner "worker", or leave the hook out.', { hook: sync.name });
}

/** What a plugin of a type contributes beside commands cannot be made up. */
function assertScaffolded(type: TypeScaffold | undefined, { types }: CreateScene): void {
  const { hooks = [], templates = [] } = type?.manifest.contributes ?? {};
  const hasTemplate = types.some(({ name, template }) => name === type?.type && template !== undefined);
  if (type === undefined || hasTemplate || hooks.length + templates.length === 0) return;
  const message = `Plugins of the type "${type.type}" contribute ${hooks.length > 0 ? 'hooks' : 'templates'}, which cannot be made up.`;
  throw misused(message, 'Give the type a "template" in the configuration of the host.', { type: type.type });
}

function typeOf(name: string, { types }: CreateScene): TypeScaffold {
  const names = types.map((type) => type.name);
  const found = types.find((type) => type.name === name);
  if (found !== undefined) return scaffoldType(found);
  if (types.length === 0) {
    return { ...scaffoldType({ name, summary: name }), manifest: { type: name } };
  }
  const message = `The host has no type of plugins "${name}"${nearestInParentheses(name, names)}.`;
  throw misused(message, `The types are ${names.join(', ')}.`, { type: name });
}

function languageOf({ language, template }: CreateAnswers): PluginPlan['language'] {
  const named = template === 'typescript' ? 'ts' : template === 'javascript' ? 'js' : undefined;
  if (named !== undefined && language !== undefined && named !== language) {
    throw misused(`"--language ${language}" contradicts "--template ${template}".`, 'Leave one of them out.', {});
  }
  return named ?? language ?? 'js';
}

function misused(message: string, hint: string | undefined, data: Readonly<Record<string, string>>): HooklineError {
  return new HooklineError('COMMAND_MISUSED', message, { ...(hint === undefined ? {} : { hint }), data });
}
