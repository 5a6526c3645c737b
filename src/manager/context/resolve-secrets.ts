import { describeThrown, describeType } from '../../errors/describe-value.ts';
import { toPromise } from '../../hooks/thenable.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { namePlugin } from './context-errors.ts';
import type { Verdict } from '../resolution/verdict.ts';

/** Where the host keeps secrets: an object of them, or a function that is asked for one of one plugin. */
export type SecretProvider =
  | Readonly<Record<string, string | undefined>>
  | ((wanted: {
      readonly plugin: string;
      readonly key: string;
    }) => string | undefined | PromiseLike<string | undefined>);

type SecretDeclaration = Manifest['secrets'][number];

export interface SecretsOutcome {
  /** Those that are there. */
  readonly values: ReadonlyMap<string, string>;
  /** Why the plugin cannot do with them. */
  readonly verdict?: Verdict;
}

/** Fetches what a manifest declares, and nothing else. An empty string counts as absent. */
export async function resolveSecrets({
  plugin,
  secrets,
  provider,
}: {
  readonly plugin: PluginIdentity;
  readonly secrets: readonly SecretDeclaration[];
  readonly provider: SecretProvider | undefined;
}): Promise<SecretsOutcome> {
  const values = new Map<string, string>();
  const answers = await Promise.all(
    secrets.map(async (secret) => {
      const value = await readSecret(plugin, secret, provider);
      if (typeof value === 'string') values.set(secret.key, value);
      return typeof value === 'object' ? value.problem : [];
    }),
  );
  const problems = answers.flat();
  return problems.length === 0 ? { values } : { values, verdict: secretsMissing(plugin, problems) };
}

/** The value, `undefined` if it may be absent, or what is wrong. */
async function readSecret(
  { id }: PluginIdentity,
  { key, required, description }: SecretDeclaration,
  provider: SecretProvider | undefined,
): Promise<string | undefined | { readonly problem: string }> {
  let value: unknown;
  try {
    value = await toPromise(() =>
      typeof provider === 'function' ? provider({ plugin: id, key }) : own(provider, key),
    );
  } catch (thrown) {
    return { problem: `the secret "${key}" could not be read: ${describeThrown(thrown)}` };
  }
  if (value === undefined || value === '') {
    return required
      ? { problem: `the secret "${key}" is missing${description === undefined ? '' : ` (${description})`}` }
      : undefined;
  }
  return typeof value === 'string'
    ? value
    : { problem: `the secret "${key}" must be a string, not ${describeType(value)}` };
}

/** Not what objects inherit: a plugin could declare the key "constructor". */
function own(provider: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return provider !== undefined && Object.hasOwn(provider, key) ? provider[key] : undefined;
}

function secretsMissing(plugin: PluginIdentity, problems: readonly string[]): Verdict {
  return {
    state: 'unconfigured',
    code: 'SECRET_MISSING',
    reason: `${namePlugin(plugin).replace(/^t/, 'T')} does not have its secrets: ${problems.join('; ')}.`,
    remedy: 'Give the host the secrets that the message names.',
  };
}
