import type { FoundPlugin } from '../discovery/source.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { ResourceReport } from './health/resource-report.ts';
import type { PluginState } from './lifecycle/plugin-state.ts';
import type { Reconciler } from './lifecycle/reconciler.ts';
import type { ParsedOptions } from './parse-options.ts';
import { isTrusted } from './permissions/consent.ts';
import type { PluginRuntime } from './plugin-runtime.ts';
import type { PluginFilter, PluginStatus } from './plugin-status.ts';
import type { PluginSurvey } from './plugin-survey.ts';
import { createPluginIndex } from './query/create-plugin-index.ts';
import { parseQuery, type PluginPage } from './query/plugin-query.ts';
import { PluginSearch } from './query/plugin-search.ts';
import { explain } from './resolution/explain.ts';
import type { Explanation } from './resolution/explanation.ts';
import type { ResolvedPlugin } from './resolution/resolution.ts';
import { resolve } from './resolution/resolve.ts';
import { fits, toStatus } from './to-status.ts';

export interface ViewParts {
  readonly options: Pick<ParsedOptions, 'index' | 'stateDir'>;
  readonly survey: PluginSurvey;
  readonly reconciler: Reconciler;
  readonly runtime: PluginRuntime;
}

/** What can be asked of the plugins at any time. Nothing here changes anything. */
export class PluginViews {
  readonly #parts: ViewParts;
  readonly #search: PluginSearch;

  /** @throws INDEX_UNAVAILABLE */
  constructor(parts: ViewParts) {
    this.#parts = parts;
    this.#search = new PluginSearch(createPluginIndex(parts.options.index, parts.options.stateDir));
  }

  list(filter?: PluginFilter): readonly PluginStatus[] {
    return this.#plugins.map((plugin) => this.#statusOf(plugin)).filter((status) => fits(status, filter ?? {}));
  }

  query(query: unknown = {}): PluginPage {
    const parsed = parseQuery(query);
    const plugins = this.#plugins;
    const found = plugins.map((plugin) => plugin.found);
    const stateOf = (plugin: FoundPlugin): PluginState => this.#parts.reconciler.recordOf(plugin)?.state ?? 'ready';
    const { total, numbers } = this.#search.find(parsed, found, stateOf);
    return { total, plugins: numbers.map((number) => this.#statusOf(plugins[number]!)) };
  }

  get(id: string): PluginStatus | undefined {
    const plugin = this.#find(id);
    return plugin === undefined ? undefined : this.#statusOf(plugin);
  }

  config(id: string): Readonly<Record<string, unknown>> | undefined {
    const plugin = this.#find(id);
    return plugin === undefined ? undefined : this.#parts.survey.facts.shownConfigOf(plugin.found);
  }

  manifest(id: string): Manifest | undefined {
    return structuredClone(this.#find(id)?.found.manifest);
  }

  explain(id: string): Explanation {
    const { reconciler, survey } = this.#parts;
    // Before the first one nothing is known, also while the first look is under way.
    const resolution = reconciler.resolution ?? resolve({ ...survey.toInput(new Map()), found: [] });
    const found = resolution.byId.get(id)?.found;
    const record = found === undefined ? undefined : reconciler.recordOf(found);
    if (record?.state === undefined) return explain(resolution, id);
    const { reason, remedy } = record.standing;
    return explain(resolution, id, { state: record.state, reason, remedy }, survey.describeIsolation(record.found));
  }

  resources(): ResourceReport {
    return this.#parts.runtime.reportResources(this.#parts.reconciler.live.values());
  }

  /** Lets go of the index. */
  close(): void {
    this.#search.close();
  }

  get #plugins(): readonly ResolvedPlugin[] {
    return this.#parts.reconciler.resolution?.plugins ?? [];
  }

  #find(id: string): ResolvedPlugin | undefined {
    return this.#parts.reconciler.resolution?.byId.get(id);
  }

  #statusOf(plugin: ResolvedPlugin): PluginStatus {
    const { reconciler, runtime, survey } = this.#parts;
    const record = reconciler.recordOf(plugin.found)!;
    const live = reconciler.live.get(plugin.id);
    return toStatus({
      plugin,
      record,
      instance: live?.record === record ? live.instance : undefined,
      health: runtime.ward.healthOf(plugin.id),
      runner: survey.runnerNameOf(plugin.found),
      isTrusted: isTrusted(survey.facts.consentOf(plugin.found)),
      isolation: survey.isolationOf(plugin.found),
      seen: survey.facts.scans.problemsOf(plugin.found),
    });
  }
}
