import semver from 'semver';
import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { HooksLike, HookspecData } from '../hooks/hookspec.ts';

/** What plugins can rely on in a hook. Plain JSON. */
export interface HookContract {
  readonly kind: string;
  readonly sync: boolean;
  readonly thread?: string;
  /** The JSON Schemas of the arguments by name. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly returns?: unknown;
  readonly deprecated?: HookspecData['deprecated'];
}

/** What plugins can rely on in one version of the plugin API of a host. Plain JSON, to be kept beside the host's code. */
export interface ApiContract {
  readonly api: string;
  /** The day of the release, such as `2026-01-31`. */
  readonly released: string;
  readonly hooks: Readonly<Record<string, HookContract>>;
}

/** One version of a plugin API, with what plugins can rely on in it. */
export interface ApiVersion<Specs extends HooksLike<Specs>> {
  readonly api: string;
  readonly released: string;
  readonly hookspecs: Specs;
}

/**
 * Takes down what a version of the plugin API is, for `checkApi` of later ones.
 *
 * @throws OPTIONS_INVALID for something else than a version and a day
 */
export async function describeApi<Specs extends HooksLike<Specs>>({
  api,
  released,
  hookspecs,
}: ApiVersion<Specs>): Promise<ApiContract> {
  if (semver.valid(api) === null) throw invalid('api', 'a version such as "1.2.0"', api);
  if (!isDay(released)) throw invalid('released', 'a day such as "2026-01-31"', released);
  // Only release checks need it.
  const { z } = await import('zod');
  const describe = (schema: object): unknown => z.toJSONSchema(schema as never, { unrepresentable: 'any' });
  const hooks = Object.entries(hookspecs as Readonly<Record<string, HookspecData>>).map(
    ([name, { kind, sync, thread, args, returns, deprecated }]): [string, HookContract] => [
      name,
      {
        kind,
        sync,
        ...(thread === undefined ? {} : { thread }),
        args: Object.fromEntries(Object.entries(args).map(([arg, schema]) => [arg, describe(schema)])),
        ...(returns === undefined ? {} : { returns: describe(returns) }),
        ...(deprecated === undefined ? {} : { deprecated }),
      },
    ],
  );
  // What was kept in a file has come through JSON, too.
  return JSON.parse(JSON.stringify({ api, released, hooks: Object.fromEntries(hooks) })) as ApiContract;
}

function isDay(text: unknown): boolean {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

function invalid(name: string, expected: string, value: unknown): HooklineError {
  const problem = `"${name}" must be ${expected}, not ${describeValue(value)}`;
  return new HooklineError('OPTIONS_INVALID', `The API cannot be described: ${problem}.`, { data: { problem } });
}
