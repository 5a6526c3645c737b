import { describeThrown } from '../errors/describe-value.ts';
import { mapBounded } from '../discovery/map-bounded.ts';
import { contentDigest } from '../discovery/content-digest.ts';
import type { Finding, FindOptions, FoundPlugin, Source } from '../discovery/source.ts';
import type { Problem } from '../manifest/problem.ts';
import { findMissingPrograms } from './resolution/find-programs.ts';
import { checkConfig, type ConfigOutcome } from './context/plugin-config.ts';
import { policyVerdict, type PluginPolicy } from './state/policy.ts';
import { resolveSecrets, type SecretProvider, type SecretsOutcome } from './context/resolve-secrets.ts';
import type { Settings } from './state/settings.ts';
import { trustVerdict } from './state/trust.ts';
import type { Verdict } from './resolution/verdict.ts';

/** What a plugin may have if it runs: its configuration and its secrets, or why it does not get them. */
interface Provision {
  readonly config: ConfigOutcome;
  readonly secrets: SecretsOutcome;
}

/** All that is known of plugins before any of their code is loaded. What is told changes it; what it knows goes into `resolve`. */
export class PluginFacts {
  found: readonly (readonly FoundPlugin[])[] = [];
  /** Of the sources, and of what the host says of plugins that are not there; not of single plugins. */
  problems: readonly Problem[] = [];
  missingPrograms: ReadonlySet<string> = new Set();
  /** Milliseconds that the sources took. */
  findMs = 0;
  /** In objects of their own: the host may change a configuration, and give it again. */
  readonly #configs: Map<string, { readonly value: unknown }>;
  readonly #provider: SecretProvider | undefined;
  readonly #policy: PluginPolicy;
  // Weak: what runs may be of an earlier look than what was found last.
  readonly #trust = new WeakMap<FoundPlugin, Verdict | undefined>();
  readonly #provisions = new WeakMap<
    FoundPlugin,
    { readonly given: object | undefined; readonly provision: Provision }
  >();

  constructor(parts: {
    readonly configs: Readonly<Record<string, unknown>>;
    readonly provider: SecretProvider | undefined;
    readonly policy: PluginPolicy;
  }) {
    this.#configs = new Map(Object.entries(parts.configs).map(([id, value]) => [id, { value }]));
    this.#provider = parts.provider;
    this.#policy = parts.policy;
  }

  get all(): readonly FoundPlugin[] {
    return this.found.flat();
  }

  /** What the operator configures counts from the next judgement on. */
  configure(id: string, value: unknown): void {
    this.#configs.set(id, { value });
  }

  /** Looks into the sources. Knows nothing of what was found before. */
  async find(sources: readonly Source[], options: FindOptions): Promise<void> {
    const startedAt = performance.now();
    const findings = await Promise.all(sources.map((source) => findIn(source, options)));
    this.findMs = performance.now() - startedAt;
    this.found = findings.map(({ plugins }) => plugins);
    this.problems = findings.flatMap(({ problems }) => problems);
    const programs = this.all.flatMap(({ manifest }) => manifest?.platform.bins.map(({ name }) => name) ?? []);
    this.missingPrograms = await findMissingPrograms(new Set(programs));
  }

  /** Works out who is trusted and provided for. Secrets are asked for once for each plugin that was found. */
  async judge(settings: Settings): Promise<void> {
    const trust = new Map<FoundPlugin, Verdict | undefined>();
    await mapBounded(this.all, async (plugin) => {
      if (plugin.manifest === undefined) return;
      trust.set(plugin, await this.#examineTrust(plugin, settings));
      await this.#provide(plugin);
    });
    for (const [plugin, verdict] of trust) this.#trust.set(plugin, verdict);
  }

  /** Works out anew whether a plugin is trusted: its files may have changed. */
  async judgeTrust(plugin: FoundPlugin, settings: Settings): Promise<Verdict | undefined> {
    const verdict = await this.#examineTrust(plugin, settings);
    this.#trust.set(plugin, verdict);
    return verdict;
  }

  trustOf(plugin: FoundPlugin): Verdict | undefined {
    return this.#trust.get(plugin);
  }

  configurationOf(plugin: FoundPlugin): Verdict | undefined {
    const { config, secrets } = this.provisionOf(plugin);
    const gaps = [config, secrets].flatMap((outcome) => ('verdict' in outcome ? outcome.verdict : []));
    return gaps.length === 0 ? undefined : gaps.reduce(joinGaps);
  }

  provisionOf(plugin: FoundPlugin): Provision {
    return this.#provisions.get(plugin)!.provision;
  }

  async #examineTrust(plugin: FoundPlugin, { plugins }: Settings): Promise<Verdict | undefined> {
    const refused = policyVerdict(plugin, this.#policy, Date.now());
    if (refused !== undefined) return refused;
    const record = plugins[plugin.id]?.trust;
    // Reading every file is only worth while if the answer depends on it.
    const isOpen = !plugin.trusted && plugin.folder !== undefined && record !== undefined;
    const digest = isOpen ? await contentDigest(plugin.folder).catch(() => undefined) : undefined;
    return trustVerdict(plugin, { record, digest });
  }

  async #provide(plugin: FoundPlugin): Promise<void> {
    const manifest = plugin.manifest!;
    const given = this.#configs.get(plugin.id);
    const known = this.#provisions.get(plugin);
    if (known !== undefined && known.given === given) return;
    const config = await checkConfig({ plugin: manifest, schema: manifest.config?.schema, value: given?.value });
    const secrets =
      known?.provision.secrets ??
      (await resolveSecrets({ plugin: manifest, secrets: manifest.secrets, provider: this.#provider }));
    this.#provisions.set(plugin, { given, provision: { config, secrets } });
  }
}

/** Whoever mends one gap should not have to start again to learn of the next. */
function joinGaps(first: Verdict, second: Verdict): Verdict {
  return {
    ...first,
    reason: `${first.reason} ${second.reason}`,
    remedy: `${first.remedy} ${second.remedy}`,
  };
}

/** A source of the host's own may fail in any way; the others go on. */
async function findIn(source: Source, options: FindOptions): Promise<Finding> {
  try {
    return await source.find(options);
  } catch (thrown) {
    const message = `The source ${source.name} failed: ${describeThrown(thrown)}`;
    return {
      plugins: [],
      problems: [{ code: 'SOURCE_UNREADABLE', severity: 'error', message, hint: 'Mend the source.' }],
    };
  }
}
