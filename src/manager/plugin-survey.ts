import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createManifestCache, type ManifestCache } from '../discovery/manifest-cache.ts';
import type { FoundPlugin } from '../discovery/source.ts';
import type { HooklineError } from '../errors/hookline-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { RunnerName } from '../runners/runner.ts';
import { describeIsolation } from './isolation/describe-isolation.ts';
import { chooseRunner, type RunnerRules } from './isolation/choose-runner.ts';
import type { ParsedOptions } from './parse-options.ts';
import { PluginFacts } from './plugin-facts.ts';
import type { PluginRuntime } from './plugin-runtime.ts';
import type { ResolutionInput } from './resolution/resolution-input.ts';
import type { Verdict } from './resolution/verdict.ts';
import { createStateStore, type StateStore } from './state/state-store.ts';
import { toResolutionInput } from './to-resolution-input.ts';
import { findUnknownIds } from './unknown-ids.ts';

/** Looks for plugins, and keeps what is known of them: what was found, and what the operator decided. */
export class PluginSurvey {
  readonly facts: PluginFacts;
  readonly store: StateStore;
  readonly cache: ManifestCache;
  readonly #options: ParsedOptions;
  readonly #runtime: PluginRuntime;
  #choicesOfHost: ReadonlyMap<string, string> = new Map();
  #isLoaded = false;

  constructor(options: ParsedOptions, runtime: PluginRuntime) {
    const { stateDir, config, secrets, policy } = options;
    this.#options = options;
    this.#runtime = runtime;
    this.store = createStateStore({ folder: stateDir });
    this.cache = createManifestCache({ file: stateDir === undefined ? undefined : join(stateDir, 'manifests.json') });
    this.facts = new PluginFacts({ configs: config, provider: secrets, policy });
  }

  /** Looks into all sources; none of them is asked if plugins are switched off. */
  async look(): Promise<void> {
    const { host, sources, enabled, choices } = this.#options;
    if (!enabled) return;
    await this.#load();
    const hookNames = new Set(this.#runtime.hookNamesOfHost);
    for (const { hooks = {} } of host.adapters) for (const name of Object.keys(hooks)) hookNames.add(name);
    const reservedPrefixes = new Set(['hookline', host.name]);
    this.#choicesOfHost = await resolveLinks(choices);
    await this.facts.find(sources, { hookNames, reservedPrefixes, cache: this.cache });
    const unknown = findUnknownIds(this.#options, new Set(this.facts.all.map(({ id }) => id)));
    this.facts.problems = [...this.facts.problems, ...unknown];
    for (const problem of this.facts.problems) this.#runtime.hub.tellProblem(problem);
    await this.cache.save().catch((thrown: unknown) => this.#runtime.hub.tellWarning(thrown as HooklineError));
    await this.judge();
  }

  /** Works out anew who is trusted and provided for. */
  judge(): Promise<void> {
    return this.facts.judge(this.store.settings);
  }

  /** Where a valid plugin runs, or why it cannot. */
  runnerOf(plugin: FoundPlugin): RunnerName | Verdict {
    return chooseRunner(plugin, this.#runnerRules());
  }

  runnerNameOf(plugin: FoundPlugin): RunnerName | undefined {
    const runner = plugin.manifest === undefined ? undefined : this.runnerOf(plugin);
    return typeof runner === 'string' ? runner : undefined;
  }

  /** Those hooks of a plugin that have to answer at once, as its manifest names them. */
  syncHooksOf({ hooks }: Manifest): readonly string[] {
    const { isSync } = this.#runnerRules();
    return Object.keys(hooks).filter(isSync);
  }

  /** What is kept of what a plugin asks for, in sentences. */
  describeIsolation(plugin: FoundPlugin): readonly string[] {
    const runner = this.runnerNameOf(plugin);
    return runner === undefined ? [] : describeIsolation(plugin, runner, this.#options.runners.launcher);
  }

  #runnerRules(): RunnerRules {
    const { host, runners } = this.#options;
    const targets = new Map(host.adapters.flatMap(({ hooks = {} }) => Object.entries(hooks)));
    return { ...runners, isSync: (hook) => this.#runtime.hooks.isSync(targets.get(hook)?.hook ?? hook) };
  }

  judgeTrust(plugin: FoundPlugin): Promise<Verdict | undefined> {
    return this.facts.judgeTrust(plugin, this.store.settings);
  }

  toInput(failed: ReadonlyMap<string, string>): ResolutionInput {
    const { facts, store } = this;
    const hookNames = new Set(this.#runtime.hookNamesOfHost);
    const rules = this.#runnerRules();
    return toResolutionInput({
      options: this.#options,
      facts,
      settings: store.settings,
      choicesOfHost: this.#choicesOfHost,
      isolationOf: (plugin) => {
        const runner = chooseRunner(plugin, rules);
        return typeof runner === 'string' ? undefined : runner;
      },
      failed,
      hookNames,
    });
  }

  async #load(): Promise<void> {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    const { problems } = await this.store.load();
    const damaged = await this.cache.load();
    const all = damaged === undefined ? problems : [...problems, damaged];
    for (const problem of all) this.#runtime.hub.tellProblem(problem);
  }
}

/** Folders that are not there are as they are written. */
async function resolveLinks(folders: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const entries = Object.entries(folders).map(
    async ([id, folder]) => [id, await realpath(folder).catch(() => resolve(folder))] as const,
  );
  return new Map(await Promise.all(entries));
}
