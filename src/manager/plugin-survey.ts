import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createManifestCache, type ManifestCache } from '../discovery/manifest-cache.ts';
import type { FoundPlugin } from '../discovery/source.ts';
import type { HooklineError } from '../errors/hookline-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { RunnerName } from '../runners/runner.ts';
import { describeIsolation } from './isolation/describe-isolation.ts';
import { LockGuard } from './lockfile/lock-guard.ts';
import { chooseRunner, enforcementOf, type RunnerRules } from './isolation/choose-runner.ts';
import { toPluginIsolation, type PluginIsolation } from './isolation/plugin-isolation.ts';
import type { Enforcement } from '../runners/enforcement-fact.ts';
import type { GrantSheet } from './permissions/grant-sheet.ts';
import type { ParsedOptions } from './parse-options.ts';
import { PluginFacts } from './plugin-facts.ts';
import type { PluginRuntime } from './plugin-runtime.ts';
import type { ResolutionInput } from './resolution/resolution-input.ts';
import type { Verdict } from './resolution/verdict.ts';
import { TypeRules } from './plugin-types/type-rules.ts';
import type { Settings, SettingsChange } from './state/settings.ts';
import { createStateStore, type StateStore } from './state/state-store.ts';
import { toResolutionInput } from './to-resolution-input.ts';
import { findUnknownIds } from './unknown-ids.ts';

const NOTHING_ISOLATED: PluginIsolation = { permissions: [], limits: [] };

/** Looks for plugins, and keeps what is known of them: what was found, and what the operator decided. */
export class PluginSurvey {
  readonly facts: PluginFacts;
  readonly store: StateStore;
  readonly cache: ManifestCache;
  readonly #options: ParsedOptions;
  readonly #lock: LockGuard;
  readonly #runtime: PluginRuntime;
  readonly #types: TypeRules;
  #choicesOfHost: ReadonlyMap<string, string> = new Map();
  #isLoaded = false;

  constructor(options: ParsedOptions, runtime: PluginRuntime) {
    const { stateDir, config, secrets, policy } = options;
    this.#lock = new LockGuard(options.lock);
    this.#options = options;
    this.#runtime = runtime;
    this.store = createStateStore({ folder: stateDir });
    this.cache = createManifestCache({ file: stateDir === undefined ? undefined : join(stateDir, 'manifests.json') });
    this.#types = new TypeRules(options.pluginTypes, runtime.hookNamesOfHost, options.host.adapters);
    this.facts = new PluginFacts({
      configs: config,
      provider: secrets,
      policy,
      lock: this.#lock,
      clock: options.clock,
      types: this.#types,
    });
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
    await this.facts.find(sources, {
      hookNames,
      reservedPrefixes,
      problemsOf: (manifest) => this.#types.problemsOf(manifest),
      cache: this.cache,
    });
    await this.#lock.load();
    const ids = new Set(this.facts.all.map(({ id }) => id));
    const unknown = [...findUnknownIds(this.#options, ids), ...this.#lock.problemsWith(ids)];
    this.facts.problems = [...this.facts.problems, ...unknown];
    for (const problem of this.facts.problems) this.#runtime.hub.tellProblem(problem);
    await this.cache.save().catch((thrown: unknown) => this.#runtime.hub.tellWarning(thrown as HooklineError));
    await this.judge();
  }

  /** Works out anew who is trusted and provided for. */
  judge(): Promise<void> {
    return this.facts.judge(this.store.settings);
  }

  /** Reads what the operator has decided, in whatever process, and tells what is wrong with it. */
  async readSettings(): Promise<Settings> {
    const { problems } = await this.store.load();
    for (const problem of problems) this.#runtime.hub.tellProblem(problem);
    return this.store.settings;
  }

  /** Changes the settings of a plugin. Gives why they could not be written; in this process the change holds all the same. */
  async changeSettings(id: string, change: SettingsChange): Promise<HooklineError | undefined> {
    let unwritten: HooklineError | undefined;
    const updated = await this.store
      .update(({ plugins }) => {
        const before = plugins[id] ?? {};
        plugins[id] = { ...before, ...change(before) };
      })
      .catch((thrown: unknown) => {
        unwritten = thrown as HooklineError;
        return { problems: [] };
      });
    for (const problem of updated.problems) this.#runtime.hub.tellProblem(problem);
    await this.judge();
    return unwritten;
  }

  /** Where a valid plugin runs, or why it cannot. */
  runnerOf(plugin: FoundPlugin, sheet: GrantSheet = this.grantsOf(plugin)): RunnerName | Verdict {
    return chooseRunner(plugin, { ...this.#runnerRules(), permissionsOf: () => sheet.expected });
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

  /** Whether a plugin is activated as soon as it may run. */
  isEager(manifest: Manifest): boolean {
    return manifest.activation === 'startup' || this.syncHooksOf(manifest).length > 0;
  }

  /** What is kept of what a plugin asks for, in sentences. */
  describeIsolation(plugin: FoundPlugin): readonly string[] {
    const runner = this.runnerNameOf(plugin);
    if (runner === undefined) return [];
    return describeIsolation(plugin, runner, this.grantsOf(plugin).entries, this.#enforcementOf(plugin, runner));
  }

  /** The same as data. */
  isolationOf(plugin: FoundPlugin): PluginIsolation {
    const { entries } = this.grantsOf(plugin);
    const hasLimits = Object.values(plugin.manifest?.limits ?? {}).some((limit) => limit !== undefined);
    if (entries.length === 0 && !hasLimits) return NOTHING_ISOLATED;
    const runner = this.runnerNameOf(plugin);
    return toPluginIsolation(plugin, entries, runner === undefined ? undefined : this.#enforcementOf(plugin, runner));
  }

  /** What a plugin asks for, and how much of it the operator grants. */
  grantsOf(plugin: FoundPlugin): GrantSheet {
    return this.facts.consentOf(plugin).sheet;
  }

  #enforcementOf(plugin: FoundPlugin, runner: RunnerName): Enforcement {
    return enforcementOf(plugin, runner, this.#runnerRules());
  }

  #runnerRules(): RunnerRules {
    const { host, runners } = this.#options;
    const targets = new Map(host.adapters.flatMap(({ hooks = {} }) => Object.entries(hooks)));
    return {
      ...runners,
      isSuspect: (plugin) => this.facts.scans.isSuspect(plugin),
      permissionsOf: (plugin) => this.grantsOf(plugin).expected,
      isSync: (hook) => this.#runtime.hooks.isSync(targets.get(hook)?.hook ?? hook),
    };
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

  /** The settings each time, because other processes write them too; the cache once. */
  async #load(): Promise<void> {
    await this.readSettings();
    const damaged = this.#isLoaded ? undefined : await this.cache.load();
    this.#isLoaded = true;
    if (damaged !== undefined) this.#runtime.hub.tellProblem(damaged);
  }
}

/** Folders that are not there are as they are written. */
async function resolveLinks(folders: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const entries = Object.entries(folders).map(
    async ([id, folder]) => [id, await realpath(folder).catch(() => resolve(folder))] as const,
  );
  return new Map(await Promise.all(entries));
}
