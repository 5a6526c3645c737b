import type { SchemaDraft } from '@cfworker/json-schema';
import { describeThrown, describeType } from '../../errors/describe-value.ts';
import { frozenCopy } from '../../hooks/payload.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { putSecrets } from './config-references.ts';
import { describeProblems } from './config-problems.ts';
import type { Schema } from './config-schema.ts';
import { namePlugin } from './context-errors.ts';
import { copyConfig } from './copy-config.ts';
import { fillDefaults } from './fill-defaults.ts';
import type { Verdict } from '../resolution/verdict.ts';

/** Deeply frozen. */
export type PluginConfig = Readonly<Record<string, unknown>>;

/** A configuration with secrets in it. */
interface ConfigReferences {
  /** Keys of the secrets. */
  readonly keys: readonly string[];
  /** The configuration with references in place of the secrets. */
  readonly shown: PluginConfig;
}

export type ConfigOutcome =
  | { readonly config: PluginConfig; readonly references?: ConfigReferences | undefined }
  | { readonly verdict: Verdict };

/** What a configuration may refer to. */
export interface ConfigSecrets {
  /** The keys that the manifest declares. */
  readonly declared: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

const NO_SECRETS: ConfigSecrets = { declared: [], values: new Map() };

/** How many problems a verdict names. */
const MAX_PROBLEMS = 20;

/**
 * Checks what the operator wrote against the JSON Schema of a manifest, and fills the defaults in. Values of the
 * configuration are never shown, because they may be secret. A plugin without a schema takes no configuration. What stands as
 * `{ "$secret": key }` becomes the secret first.
 *
 * The schema comes from the plugin: one whose patterns or references take exponential time takes it here.
 */
export async function checkConfig({
  plugin,
  schema,
  value,
  secrets = NO_SECRETS,
}: {
  readonly plugin: PluginIdentity;
  readonly schema: Schema | undefined;
  /** What the operator wrote; `undefined` for nothing. It is not changed. */
  readonly value: unknown;
  readonly secrets?: ConfigSecrets;
}): Promise<ConfigOutcome> {
  const { copy, problems } = value === undefined ? { copy: undefined, problems: [] } : copyConfig(value);
  if (problems.length > 0) return { verdict: configInvalid(plugin, problems) };
  if (copy !== undefined && !isPlainObject(copy)) {
    return { verdict: configInvalid(plugin, [`the configuration must be an object, not ${describeType(copy)}`]) };
  }
  if (schema === undefined) return takeNone(plugin, copy ?? {});
  const put = putSecrets(copy, secrets);
  if (put.problems.length > 0) return { verdict: configInvalid(plugin, put.problems) };
  const outcome = await applySchema(plugin, structuredClone(schema), put.config);
  if ('verdict' in outcome || put.keys.length === 0) return outcome;
  const shown = frozenCopy(put.hide(outcome.config)) as PluginConfig;
  return { ...outcome, references: { keys: put.keys, shown } };
}

function takeNone(plugin: PluginIdentity, copy: PluginConfig): ConfigOutcome {
  const keys = Object.keys(copy);
  if (keys.length === 0) return { config: Object.freeze({}) };
  const problem = `its manifest has no schema for a configuration, but there are the keys "${keys.join('", "')}"`;
  return { verdict: configInvalid(plugin, [problem]) };
}

/** The validator leaves marks on the schema, so it gets a copy. */
async function applySchema(plugin: PluginIdentity, schema: Schema, copy: unknown): Promise<ConfigOutcome> {
  // Loaded here: many hosts have no plugin with a configuration.
  const { Validator } = await import('@cfworker/json-schema');
  try {
    const config = fillDefaults(schema, copy);
    const { valid, errors } = new Validator(schema, draftOf(schema), false).validate(config);
    if (valid && isPlainObject(config)) return { config: frozenCopy(config) };
    return { verdict: configInvalid(plugin, describeProblems(schema, errors)) };
  } catch (thrown) {
    // An unknown reference, a pattern that is none, references in a circle without an end.
    return {
      verdict: configInvalid(plugin, [`the schema cannot be used: ${describeThrown(thrown).split(/\.\s/, 1)[0]}`]),
    };
  }
}

/** Draft 7 unless the schema says otherwise. */
function draftOf({ $schema }: Schema): SchemaDraft {
  const draft = typeof $schema === 'string' ? /draft-0?4|2019-09|2020-12/.exec($schema)?.[0] : undefined;
  return (draft?.replace(/draft-0?/, '') ?? '7') as SchemaDraft;
}

function configInvalid(plugin: PluginIdentity, problems: readonly string[]): Verdict {
  const shown = problems.slice(0, MAX_PROBLEMS);
  if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
  return {
    state: 'unconfigured',
    code: 'CONFIG_INVALID',
    reason: `The configuration of ${namePlugin(plugin)} is not valid: ${shown.join('; ')}.`,
    remedy: 'Mend the keys that the message names.',
  };
}
