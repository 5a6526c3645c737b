import { isPlainObject } from '../../hooks/plain-object.ts';
import { namePath, type ConfigPath } from './config-path.ts';

/** Stands in a configuration in place of a secret: `{ "$secret": "STATS_TOKEN" }`. */
const MARK = '$secret';

/** A configuration with the secrets in place of the references to them. */
interface ConfigWithSecrets {
  readonly config: unknown;
  readonly problems: readonly string[];
  /** The keys of the secrets, each once. */
  readonly keys: readonly string[];
  /** Puts the references back into what was made of `config`. */
  readonly hide: (config: unknown) => unknown;
}

/** Puts secrets into a copy of a configuration. `declared` are the keys that the manifest declares. */
export function putSecrets(
  config: unknown,
  { declared, values }: { readonly declared: readonly string[]; readonly values: ReadonlyMap<string, string> },
): ConfigWithSecrets {
  const problems: string[] = [];
  const keyByPlace = new Map<string, string>();
  const resolved = rebuild(config, [], (value, path) => {
    if (path.length === 0 || !isPlainObject(value) || !Object.hasOwn(value, MARK)) return undefined;
    const key = value[MARK];
    const problem = problemOf(value, declared, values);
    if (problem === undefined) keyByPlace.set(placeOf(path), key as string);
    else problems.push(`${namePath(path)} ${problem}`);
    return { value: problem === undefined ? values.get(key as string) : value };
  });
  return {
    config: resolved,
    problems,
    keys: [...new Set(keyByPlace.values())],
    hide: (made) =>
      rebuild(made, [], (_, path) => {
        const key = keyByPlace.get(placeOf(path));
        return key === undefined ? undefined : { value: { [MARK]: key } };
      }),
  };
}

/** The end of a sentence; never with a value, which may be a secret in the wrong place. */
function problemOf(
  reference: Readonly<Record<string, unknown>>,
  declared: readonly string[],
  values: ReadonlyMap<string, string>,
): string | undefined {
  const key = reference[MARK];
  if (typeof key !== 'string' || Object.keys(reference).length > 1) {
    return `must be { "${MARK}": "<key of a secret>" } and nothing else`;
  }
  if (!declared.includes(key)) return 'refers to a secret that the manifest does not declare';
  return values.has(key) ? undefined : `refers to the secret "${key}", which is not there`;
}

/** Asked of each value, from the outside in: what stands in its place, or `undefined` to look into it. */
type Replace = (value: unknown, path: ConfigPath) => { readonly value: unknown } | undefined;

function rebuild(value: unknown, path: ConfigPath, replace: Replace): unknown {
  const replaced = replace(value, path);
  if (replaced !== undefined) return replaced.value;
  if (Array.isArray(value)) return value.map((item, index) => rebuild(item, [...path, String(index)], replace));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rebuild(each, [...path, key], replace)]));
}

function placeOf(path: ConfigPath): string {
  return JSON.stringify(path);
}
