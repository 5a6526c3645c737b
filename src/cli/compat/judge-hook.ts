import gte from 'semver/functions/gte.js';
import type { Deprecation, HookspecData } from '../../hooks/hookspec.ts';
import type { ApiContract } from '../../manager/api-contract.ts';
import { changesOf } from '../../manager/check-api.ts';
import type { ApiDeprecation, ApiAdapter } from '../../manager/lifecycle/api-adapter.ts';
import type { ApiUse } from './api-use.ts';
import type { ApiTarget } from './read-target.ts';

export interface HookJudge {
  readonly hookspecs: Readonly<Record<string, HookspecData>>;
  /** The API of today. */
  readonly current: ApiContract;
  readonly target: ApiTarget;
}

export type Judgement = Pick<ApiUse, 'status' | 'message'>;

/** What is the matter with a hook of the host; `undefined` for one that is well. `adapter` is what the plugin runs through. */
export function judgeHook(name: string, adapter: ApiAdapter | undefined, judge: HookJudge): Judgement | undefined {
  const { hookspecs, current, target } = judge;
  const adapted = adapter?.hooks?.[name];
  if (adapted !== undefined) return judgeAdapted(name, adapted, target.api);
  const spec = Object.hasOwn(hookspecs, name) ? hookspecs[name] : undefined;
  if (spec === undefined) return { status: 'removed', message: `The host has no hook "${name}" any more.` };
  const next = target.contract?.hooks[name];
  if (target.contract !== undefined && next === undefined) {
    const message = `The hook "${name}" is not there in ${target.api}${instead(spec.deprecated)}.`;
    return { status: 'removed', message };
  }
  const changes = next === undefined ? [] : changesOf(current.hooks[name]!, next);
  if (changes.length > 0) {
    return { status: 'changed', message: `In ${target.api}, the hook "${name}" ${changes.join(' and ')}.` };
  }
  const deprecation = (next ?? spec).deprecated;
  return deprecation === undefined ? undefined : judgeDeprecation(`The hook "${name}"`, deprecation, target.api);
}

function judgeAdapted(
  name: string,
  { hook, deprecated }: NonNullable<ApiAdapter['hooks']>[string],
  api: string,
): Judgement | undefined {
  return deprecated === undefined
    ? undefined
    : judgeDeprecation(`The hook "${name}"`, { use: hook, ...deprecated }, api);
}

/** Deprecated, or gone by then. */
export function judgeDeprecation(what: string, deprecation: Deprecation | ApiDeprecation, api: string): Judgement {
  const { since, removeIn, message: more } = deprecation;
  const tail = `${instead(deprecation)}.${more === undefined ? '' : ` ${more}`}`;
  if (removeIn !== undefined && isReached(api, removeIn)) {
    return { status: 'removed', message: `${what} is removed in ${removeIn}${tail}` };
  }
  const until = removeIn === undefined ? '' : ` and will be removed in ${removeIn}`;
  return { status: 'deprecated', message: `${what} is deprecated since ${since}${until}${tail}` };
}

function instead(deprecation: { readonly use?: string } | undefined): string {
  return deprecation?.use === undefined ? '' : `; use "${deprecation.use}" instead`;
}

/** Hosts write versions as they like; one that is none is never reached. */
function isReached(api: string, version: string): boolean {
  try {
    return gte(api, version);
  } catch {
    return false;
  }
}
