import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { ERROR_CATALOGUE, type ErrorCode } from '../../errors/catalogue.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { quoteNames } from '../../errors/quote-names.ts';
import { ignoreRejection, isThenable, listen } from '../../hooks/thenable.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Problem } from '../../manifest/problem.ts';
import type { ApiAdapter } from '../lifecycle/api-adapter.ts';
import { addTypeConfig } from './add-type-config.ts';
import { CONTRIBUTION_KINDS } from './plugin-type-problems.ts';
import type { PluginType } from './plugin-type.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What a host asks of plugins by their type. A host that declares no types asks nothing. */
export class TypeRules {
  readonly #types: ReadonlyMap<string, PluginType>;
  /** By the name of a hook of an older API, the one of today. */
  readonly #renamed: ReadonlyMap<string, string>;

  /** @throws MANAGER_OPTIONS_INVALID for a type that asks for hooks that the host does not have */
  constructor(types: readonly PluginType[], hookNames: readonly string[], adapters: readonly ApiAdapter[]) {
    this.#types = new Map(types.map((type) => [type.name, type]));
    const adapted = adapters.flatMap(({ hooks = {} }) => Object.entries(hooks));
    this.#renamed = new Map(adapted.map(([name, { hook }]) => [name, hook]));
    const problems = types.flatMap((type) => findUnknownHooks(type, hookNames));
    if (problems.length === 0) return;
    const message = `The options of createPluginManager are not valid: ${problems.join('; ')}.`;
    throw new HooklineError('MANAGER_OPTIONS_INVALID', message, { data: { problems } });
  }

  /** What is wrong with the type of a plugin, or with the plugin as one of that type. */
  problemsOf(manifest: Manifest): readonly Problem[] {
    if (this.#types.size === 0 || manifest.type === undefined) return [];
    const type = this.#types.get(manifest.type);
    if (type === undefined) return [this.#unknown(manifest.type)];
    return [
      ...this.#findMissingHooks(type, manifest),
      ...findMissingContributions(type, manifest),
      ...findByCheck(type, manifest),
    ];
  }

  /** The schema of the configuration of a plugin, with what its type adds. */
  configSchemaOf({ type, config }: Manifest): Schema | undefined {
    const added = type === undefined ? undefined : this.#types.get(type)?.config;
    return added === undefined ? config?.schema : addTypeConfig(added, config?.schema);
  }

  #unknown(name: string): Problem {
    const names = [...this.#types.keys()];
    return problemOf(
      'PLUGIN_TYPE_UNKNOWN',
      `There is no plugin type "${name}"${nearestInParentheses(name, names)}.`,
      `Use one of ${quoteNames(names)}, or leave "type" out.`,
    );
  }

  #findMissingHooks({ name, hooks = [] }: PluginType, manifest: Manifest): readonly Problem[] {
    const implemented = new Set(Object.keys(manifest.hooks).flatMap((hook) => [hook, this.#renamed.get(hook)]));
    const missing = hooks.filter((hook) => !implemented.has(hook));
    if (missing.length === 0) return [];
    const message = `A plugin of the type "${name}" has to implement ${quoteNames(missing)}.`;
    return [mismatch(message, `Implement it and name it under "hooks", or change "type".`)];
  }
}

function findUnknownHooks({ name, hooks = [], optionalHooks = [] }: PluginType, known: readonly string[]): string[] {
  // Hooks of plugins come and go with them.
  const unknown = [...hooks, ...optionalHooks].filter((hook) => !known.includes(hook) && !hook.includes('/'));
  return unknown.map(
    (hook) =>
      `pluginTypes: the type "${name}" names the hook "${hook}", which does not exist${nearestInParentheses(hook, known)}`,
  );
}

function findMissingContributions({ name, contributes = {} }: PluginType, manifest: Manifest): readonly Problem[] {
  const kinds = Object.keys(contributes) as (keyof typeof contributes)[];
  return kinds
    .filter((kind) => manifest.contributes[kind].length === 0)
    .map((kind) => {
      const message = `A plugin of the type "${name}" has to contribute ${CONTRIBUTION_KINDS[kind]}.`;
      return mismatch(message, `Name them under "contributes.${kind}", or change "type".`);
    });
}

function findByCheck({ name, check }: PluginType, manifest: Manifest): readonly Problem[] {
  try {
    const answer: unknown = check?.(manifest);
    const sentences: readonly unknown[] = [answer ?? []].flat();
    const wrong = sentences.find((sentence) => typeof sentence !== 'string');
    // A promise that nobody listens to would end the process.
    if (isThenable(answer)) listen(answer, ignoreRejection, ignoreRejection);
    if (wrong !== undefined) throw new Error(`it gave ${describeValue(wrong)}, not sentences`);
    return sentences.map((sentence) => mismatch(`It is no plugin of the type "${name}": ${String(sentence)}`));
  } catch (thrown) {
    return [
      mismatch(`The check of the type "${name}" failed: ${describeThrown(thrown)}`, 'Mend the type in the host.'),
    ];
  }
}

function mismatch(message: string, hint?: string): Problem {
  return problemOf('PLUGIN_TYPE_MISMATCH', message, hint);
}

function problemOf(code: ErrorCode, message: string, hint: string = ERROR_CATALOGUE[code].remedy): Problem {
  return { code, severity: 'error', message, hint, path: 'type' };
}
