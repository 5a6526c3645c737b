import { describeThrown } from '../errors/describe-value.ts';
import type { PluginFolder } from '../runners/plugin-folders.ts';
import { mapBounded } from '../discovery/map-bounded.ts';
import { contentDigest } from '../discovery/content-digest.ts';
import type { Finding, FindOptions, FoundPlugin, Source } from '../discovery/source.ts';
import type { Problem } from '../manifest/problem.ts';
import { findMissingFiles, locateFile } from './resolution/find-files.ts';
import { findMissingPrograms } from './resolution/find-programs.ts';
import { checkConfig, type ConfigOutcome, type PluginConfig } from './context/plugin-config.ts';
import type { Clock } from './clock.ts';
import type { LockGuard } from './lockfile/lock-guard.ts';
import type { TypeRules } from './plugin-types/type-rules.ts';
import { PluginScans } from './state/plugin-scans.ts';
import { policyVerdict, type PluginPolicy } from './state/policy.ts';
import { resolveSecrets, type SecretProvider, type SecretsOutcome } from './context/resolve-secrets.ts';
import type { Settings } from './state/settings.ts';
import { trustVerdict } from './state/trust.ts';
import { consentVerdict, FULL_CONSENT, type Consent } from './permissions/consent.ts';
import { toGrantSheet } from './permissions/grant-sheet.ts';
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
  missingFiles: ReadonlySet<string> = new Set();
  /** Milliseconds that the sources took. */
  findMs = 0;
  /** In objects of their own: the host may change a configuration, and give it again. */
  readonly #configs: Map<string, { readonly value: unknown }>;
  readonly #provider: SecretProvider | undefined;
  /** What was seen of their code, if the policy wants that. */
  readonly scans: PluginScans;
  readonly #policy: PluginPolicy;
  readonly #lock: LockGuard;
  readonly #clock: Clock;
  readonly #types: TypeRules;
  // Weak: what runs may be of an earlier look than what was found last.
  readonly #consents = new WeakMap<FoundPlugin, Consent>();
  readonly #provisions = new WeakMap<
    FoundPlugin,
    { readonly given: object | undefined; readonly provision: Provision }
  >();

  constructor(parts: {
    readonly configs: Readonly<Record<string, unknown>>;
    readonly provider: SecretProvider | undefined;
    readonly policy: PluginPolicy;
    readonly lock: LockGuard;
    readonly clock: Clock;
    readonly types: TypeRules;
  }) {
    this.#configs = new Map(Object.entries(parts.configs).map(([id, value]) => [id, { value }]));
    this.#provider = parts.provider;
    this.#policy = parts.policy;
    this.scans = new PluginScans(parts.policy.scan);
    this.#lock = parts.lock;
    this.#clock = parts.clock;
    this.#types = parts.types;
  }

  get all(): readonly FoundPlugin[] {
    return this.found.flat();
  }

  /** Where the files of plugins lie. */
  get folders(): readonly PluginFolder[] {
    return this.all.flatMap(({ id, folder }) => (folder === undefined ? [] : { id, folder }));
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
    const files = this.all.flatMap(
      (plugin) => plugin.manifest?.platform.files.map(({ path }) => locateFile(path, plugin)) ?? [],
    );
    this.missingFiles = await findMissingFiles(files);
  }

  /** Works out who is trusted and provided for. Secrets are asked for once for each plugin that was found. */
  async judge(settings: Settings): Promise<void> {
    const consents = new Map<FoundPlugin, Consent>();
    await mapBounded(this.all, async (plugin) => {
      if (plugin.manifest === undefined) return;
      consents.set(plugin, await this.#askForConsent(plugin, settings));
      await this.#provide(plugin);
    });
    for (const [plugin, consent] of consents) this.#consents.set(plugin, consent);
  }

  /** Works out anew whether a plugin is trusted: its files may have changed. */
  async judgeTrust(plugin: FoundPlugin, settings: Settings): Promise<Verdict | undefined> {
    this.#consents.set(plugin, await this.#askForConsent(plugin, settings));
    return this.trustOf(plugin);
  }

  trustOf(plugin: FoundPlugin): Verdict | undefined {
    return consentVerdict(plugin, this.consentOf(plugin));
  }

  /** What host and operator said of a plugin when they were last asked. */
  consentOf(plugin: FoundPlugin): Consent {
    return this.#consents.get(plugin) ?? FULL_CONSENT;
  }

  configurationOf(plugin: FoundPlugin): Verdict | undefined {
    const { config, secrets } = this.provisionOf(plugin);
    const gaps = [config, secrets].flatMap((outcome) => ('verdict' in outcome ? (outcome.verdict ?? []) : []));
    return gaps.length === 0 ? undefined : gaps.reduce(joinGaps);
  }

  /** What the plugin is configured with, fit to be shown: with references in place of secrets. */
  shownConfigOf(plugin: FoundPlugin): PluginConfig | undefined {
    const config = this.#provisions.get(plugin)?.provision.config;
    if (config === undefined || 'verdict' in config) return undefined;
    return config.references?.shown ?? config.config;
  }

  provisionOf(plugin: FoundPlugin): Provision {
    return this.#provisions.get(plugin)!.provision;
  }

  async #askForConsent(plugin: FoundPlugin, { plugins }: Settings): Promise<Consent> {
    const sheet = toGrantSheet(plugin, plugins[plugin.id]);
    const refused = policyVerdict(plugin, this.#policy, this.#clock.date());
    if (refused !== undefined) return { refused, distrust: undefined, sheet };
    const record = plugins[plugin.id]?.trust;
    // Reading every file is only worth while if the answer depends on it.
    const isOpen = this.#lock.isLocked || (!plugin.trusted && record !== undefined) || this.scans.wants(plugin);
    const { folder } = plugin;
    const digest = isOpen && folder !== undefined ? await contentDigest(folder).catch(() => undefined) : undefined;
    await this.scans.look(plugin, digest);
    const notGranted = sheet.entries.filter(({ status }) => status !== 'granted').map(({ text }) => text);
    return {
      refused: this.#lock.verdictOf({ found: plugin, digest, sheet }) ?? this.scans.verdictOf(plugin),
      distrust: trustVerdict(plugin, { record, digest, notGranted }),
      sheet,
    };
  }

  async #provide(plugin: FoundPlugin): Promise<void> {
    const manifest = plugin.manifest!;
    const given = this.#configs.get(plugin.id);
    const known = this.#provisions.get(plugin);
    if (known !== undefined && known.given === given) return;
    const secrets =
      known?.provision.secrets ??
      (await resolveSecrets({ plugin: manifest, secrets: manifest.secrets, provider: this.#provider }));
    const config = await checkConfig({
      plugin: manifest,
      schema: this.#types.configSchemaOf(manifest),
      value: given?.value,
      secrets: { declared: manifest.secrets.map(({ key }) => key), values: secrets.values },
    });
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
