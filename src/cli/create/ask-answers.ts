import { multiselect, outro, select, text } from '@clack/prompts';
import { PERMISSION_NAMES } from '../../manifest/permission.ts';
import { kindOf } from '../scaffold/hook-facts.ts';
import { LICENSES } from '../scaffold/plugin-plan.ts';
import { answered } from '../terminal/answered.ts';
import { printableLine } from '../terminal/printable.ts';
import { isBuiltIn } from './assert-answered.ts';
import type { CreateAnswers } from './create-answers.ts';
import type { CreateScene } from './create-scene.ts';
import { parsePermissions, PERMISSION_EXAMPLES } from './parse-permission.ts';
import { pluginIdProblem } from './plugin-id-problem.ts';
import { textsOf } from './to-plan.ts';

/** Asks for what the flags do not say. */
export async function askAnswers(
  given: CreateAnswers,
  scene: CreateScene,
): Promise<CreateAnswers & { readonly id: string }> {
  const id = given.id ?? (await askId(scene));
  const template = given.template ?? (await askTemplate(scene, given));
  const usual = textsOf({ id });
  const name = given.name ?? (await askText('What do people call it?', usual.name));
  const description =
    given.description ?? (await askText('What does it do, in a sentence?', textsOf({ id, name }).description));
  const license = given.license ?? (await askLicense());
  const common = { ...given, id, template, name, description, license };
  if (!isBuiltIn(template)) return finished(common);
  const type = given.type ?? (await askType(scene));
  const hooks = given.hooks ?? (await askHooks(scene, type));
  const hasSync = scene.host.hooks.some(({ name: hook, spec }) => spec.sync && hooks.includes(hook));
  return finished({
    ...common,
    type,
    hooks,
    permissions: given.permissions ?? (await askPermissions(type)),
    runner: given.runner ?? (await askRunner(hasSync)),
    language: given.language ?? (template === undefined ? await askLanguage() : undefined),
    tests: given.tests ?? (await askTests()),
  });
}

function finished<Answers>(answers: Answers): Answers {
  outro('That is all.');
  return answers;
}

async function askId({ host, plugins }: CreateScene): Promise<string> {
  const validate = (id: string | undefined): string | undefined => {
    if (plugins.some((plugin) => plugin.id === id)) return `There is a plugin "${id}" already.`;
    const problem = pluginIdProblem(id ?? '', host.name);
    return problem === undefined ? undefined : [problem.message, problem.hint].join(' ').trim();
  };
  return answered(await text({ message: 'The id of the plugin, publisher.name', placeholder: 'acme.hello', validate }));
}

async function askText(message: string, usual: string): Promise<string> {
  return answered(await text({ message, placeholder: usual, defaultValue: usual }));
}

async function askTemplate({ templates }: CreateScene, { language }: CreateAnswers): Promise<string | undefined> {
  if (templates.length === 0 || language !== undefined) return undefined;
  const others = templates.map(({ qualifiedName, summary }) => ({
    value: qualifiedName,
    label: printableLine(qualifiedName),
    hint: printableLine(summary),
  }));
  const options = [{ value: '', label: 'the usual one', hint: 'in JavaScript or TypeScript' }, ...others];
  const chosen = answered(await select({ message: 'What is it made from?', options }));
  return chosen === '' ? undefined : chosen;
}

async function askType({ types }: CreateScene): Promise<string | undefined> {
  if (types.length === 0) return undefined;
  const known = types.map(({ name, summary }) => ({ value: name, label: name, hint: printableLine(summary) }));
  const options = [...known, { value: '', label: 'none of them' }];
  const chosen = answered(await select({ message: 'Which type of plugin is it?', options }));
  return chosen === '' ? undefined : chosen;
}

async function askHooks({ host, types }: CreateScene, type: string | undefined): Promise<readonly string[]> {
  const needed = types.find(({ name }) => name === type)?.hooks ?? [];
  const free = host.hooks.filter(({ name }) => !needed.includes(name));
  if (free.length === 0) return [];
  const options = free.map((hook) => ({
    value: hook.name,
    label: printableLine(`${hook.name}(${hook.args.map(({ name }) => name).join(', ')}): ${kindOf(hook)}`),
    hint: printableLine(hook.spec.summary ?? ''),
  }));
  const message = needed.length === 0 ? 'Which hooks does it implement?' : `Which hooks beside ${needed.join(', ')}?`;
  return answered(await multiselect({ message: `${message} (space chooses)`, options, required: false }));
}

async function askPermissions(type: string | undefined): Promise<readonly string[] | undefined> {
  // A type brings its own.
  if (type !== undefined) return undefined;
  const names = answered(
    await multiselect<string>({
      message: 'What does it need beside its own folder? (enter for nothing)',
      options: PERMISSION_NAMES.map((value) => ({ value, label: value, hint: ABOUT[value] ?? '' })),
      required: false,
    }),
  );
  const permissions: string[] = [];
  for (const name of names) permissions.push(...(await askDetails(name)));
  return permissions;
}

const ABOUT: Readonly<Record<string, string>> = {
  fs: 'files',
  net: 'connections',
  env: 'variables of the environment',
  exec: 'other programs',
  worker: 'threads',
  native: 'native addons',
  service: 'services that the host guards',
};

async function askDetails(name: string): Promise<readonly string[]> {
  if (name === 'worker' || name === 'native') return [name];
  const toTexts = (answer: string): readonly string[] =>
    answer
      .split(',')
      .map((part) => `${name}:${part.trim()}`)
      .filter((part) => part !== `${name}:`);
  const validate = (answer: string | undefined): string | undefined => {
    const texts = toTexts(answer ?? '');
    if (texts.length === 0) return 'Name at least one.';
    try {
      parsePermissions(texts);
      return undefined;
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
  };
  const example = PERMISSION_EXAMPLES.split(', ').find((each) => each.startsWith(`${name}:`)) ?? `${name}:store`;
  const message = `Which for "${name}"? Several with commas`;
  return toTexts(answered(await text({ message, placeholder: example.slice(name.length + 1), validate })));
}

async function askRunner(hasSync: boolean): Promise<'inline' | 'worker' | 'process'> {
  return answered(
    await select({
      message: 'What is the least isolation that it accepts?',
      options: [
        { value: 'inline', label: 'inline', hint: 'in the thread of the host' },
        { value: 'worker', label: 'worker', hint: 'in a thread of its own' },
        { value: 'process', label: 'process', hint: 'in a process of its own; not for sync hooks', disabled: hasSync },
      ],
    }),
  );
}

async function askLanguage(): Promise<'js' | 'ts'> {
  return answered(
    await select({
      message: 'What is it written in?',
      options: [
        { value: 'js', label: 'JavaScript', hint: 'runs as it is; types in comments' },
        { value: 'ts', label: 'TypeScript', hint: 'built with tsc' },
      ],
    }),
  );
}

async function askTests(): Promise<'node' | 'vitest' | 'none'> {
  return answered(
    await select({
      message: 'What runs its tests?',
      options: [
        { value: 'node', label: 'Node', hint: 'nothing to install' },
        { value: 'vitest', label: 'Vitest' },
        { value: 'none', label: 'none', hint: 'no tests' },
      ],
    }),
  );
}

async function askLicense(): Promise<(typeof LICENSES)[number]> {
  const options = LICENSES.map((value) => ({
    value,
    label: value,
    ...(value === 'UNLICENSED' ? { hint: 'nobody may use it' } : {}),
  }));
  return answered(await select({ message: 'Under which license?', options }));
}
