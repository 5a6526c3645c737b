import { join } from 'node:path';
import { createManifestCache, type ManifestCache } from '../discovery/manifest-cache.ts';
import type { HooklineError } from '../errors/hookline-error.ts';
import type { ParsedOptions } from './parse-options.ts';
import { PluginFacts } from './plugin-facts.ts';
import type { PluginRuntime } from './plugin-runtime.ts';
import type { ResolutionInput } from './resolution/resolution-input.ts';
import { createStateStore, type StateStore } from './state/state-store.ts';
import { toResolutionInput } from './to-resolution-input.ts';

/** Looks for plugins, and keeps what is known of them: what was found, and what the operator decided. */
export class PluginSurvey {
  readonly facts: PluginFacts;
  readonly store: StateStore;
  readonly cache: ManifestCache;
  readonly #options: ParsedOptions;
  readonly #runtime: PluginRuntime;
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
    const { host, sources, enabled } = this.#options;
    if (!enabled) return;
    await this.#load();
    const hookNames = new Set(this.#hookNames());
    for (const { hooks = {} } of host.adapters) for (const name of Object.keys(hooks)) hookNames.add(name);
    const reservedPrefixes = new Set(['hookline', host.name]);
    await this.facts.find(sources, { hookNames, reservedPrefixes, cache: this.cache });
    for (const problem of this.facts.problems) this.#runtime.hub.tellProblem(problem);
    await this.cache.save().catch((thrown: unknown) => this.#runtime.hub.tellWarning(thrown as HooklineError));
    await this.judge();
  }

  /** Works out anew who is trusted and provided for. */
  judge(): Promise<void> {
    return this.facts.judge(this.store.settings);
  }

  toInput(failed: ReadonlyMap<string, string>): ResolutionInput {
    const { facts, store } = this;
    const hookNames = new Set(this.#hookNames());
    return toResolutionInput({ options: this.#options, facts, settings: store.settings, failed, hookNames });
  }

  async #load(): Promise<void> {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    const { problems } = await this.store.load();
    const damaged = await this.cache.load();
    const all = damaged === undefined ? problems : [...problems, damaged];
    for (const problem of all) this.#runtime.hub.tellProblem(problem);
  }

  #hookNames(): readonly string[] {
    return this.#runtime.hooks.specs.map(({ name }) => name);
  }
}
