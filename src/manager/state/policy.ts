import type { FoundPlugin } from '../../discovery/source.ts';
import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { matchesGlob } from '../../hooks/glob.ts';
import { ignoreRejection, isThenable, listen } from '../../hooks/thenable.ts';
import type { Verdict } from '../resolution/verdict.ts';

/** A plugin as the host's policy sees it. */
export interface PolicySubject {
  readonly id: string;
  readonly version: string;
  /** Absolute. */
  readonly folder: string;
  /** The name of its source, such as `directory(/plugins)`. */
  readonly source: string;
}

/** What follows from what a look at the code of a plugin finds. */
export type ScanPolicy = 'off' | 'warn' | 'deny' | 'sandbox';

/** Which plugins the host lets run, from whatever source. Plugins in code are the host's own and not asked about. */
export interface PluginPolicy {
  /** Globs of ids, such as `acme.*`. Others are refused. */
  readonly allow?: readonly string[] | undefined;
  /** Globs of ids that are refused, even if `allow` has them. */
  readonly deny?: readonly string[] | undefined;
  /** How old a release must be. A manifest without `released` is refused, as long as this is above 0. */
  readonly minimumReleaseAgeDays?: number | undefined;
  /** The host's own judgement, asked whenever plugins are resolved. Must answer at once; an error refuses the plugin. */
  readonly approve?: ((plugin: PolicySubject) => 'approved' | 'pending' | 'revoked') | undefined;
  /**
   * Whether the code of plugins is looked at, which runs none of it, and what follows from a finding that is an error: `warn`
   * lists it with the problems of the plugin, `deny` refuses the plugin, `sandbox` lets it run in a process of its own only.
   * Default `off`.
   */
  readonly scan?: ScanPolicy | undefined;
}

const DAY_MS = 86_400_000;

/** Why the policy refuses a plugin, or `undefined`. `now` is in milliseconds since 1970. */
export function policyVerdict(plugin: FoundPlugin, policy: PluginPolicy, now: number): Verdict | undefined {
  const { id, manifest, folder, source } = plugin;
  // Nothing is refused twice: an invalid plugin does not run anyway.
  if (folder === undefined || manifest === undefined) return undefined;
  return (
    byDeny(id, policy.deny) ??
    byAllow(id, policy.allow) ??
    byAge(id, manifest.released, { days: policy.minimumReleaseAgeDays ?? 0, now }) ??
    byApproval({ id, version: manifest.version, folder, source }, policy.approve)
  );
}

function byDeny(id: string, deny: PluginPolicy['deny']): Verdict | undefined {
  const pattern = deny?.find((each) => matchesGlob(each, id));
  if (pattern === undefined) return undefined;
  const reason = `The policy of the host denies the plugin "${id}": "deny" has "${pattern}".`;
  return refused(reason, `Remove "${pattern}" from "deny" of the policy, or remove the plugin.`);
}

function byAllow(id: string, allow: PluginPolicy['allow']): Verdict | undefined {
  if (allow === undefined || allow.some((each) => matchesGlob(each, id))) return undefined;
  const reason = `The policy of the host does not allow the plugin "${id}": nothing in "allow" matches its id.`;
  return refused(reason, `Add "${id}" to "allow" of the policy, or remove the plugin.`);
}

interface AgeRule {
  readonly days: number;
  readonly now: number;
}

function byAge(id: string, released: string | undefined, { days, now }: AgeRule): Verdict | undefined {
  if (!(days > 0)) return undefined;
  const rule = `The policy of the host wants releases to be at least ${days} ${days === 1 ? 'day' : 'days'} old`;
  if (released === undefined) {
    const remedy = 'Use a version with the date "released" in its manifest, or lower "minimumReleaseAgeDays".';
    return refused(`${rule}, and the manifest of the plugin "${id}" does not say when it was released.`, remedy);
  }
  const releasedAt = Date.parse(released);
  const allowedAt = releasedAt + days * DAY_MS;
  if (now >= allowedAt) return undefined;
  const remedy = `Wait until ${toDay(allowedAt)}, use an earlier version, or lower "minimumReleaseAgeDays".`;
  return refused(`${rule}, and the plugin "${id}" was released on ${toDay(releasedAt)}.`, remedy);
}

function byApproval(plugin: PolicySubject, approve: PluginPolicy['approve']): Verdict | undefined {
  if (approve === undefined) return undefined;
  const answer = ask(plugin, approve);
  switch (answer) {
    case 'approved':
      return undefined;
    case 'pending':
      return refused(`The host has not approved the plugin "${plugin.id}" yet.`, 'Approve the plugin, then rescan.');
    case 'revoked':
      return refused(
        `The host has revoked its approval of the plugin "${plugin.id}".`,
        'Remove the plugin, or approve it again.',
      );
    default:
      return refused(
        `The host could not decide about the plugin "${plugin.id}": "approve" ${answer.failure}`,
        'Mend "approve" of the policy: it gives "approved", "pending" or "revoked", and no promise.',
      );
  }
}

type Answer = 'approved' | 'pending' | 'revoked' | { readonly failure: string };

function ask(plugin: PolicySubject, approve: (plugin: PolicySubject) => unknown): Answer {
  try {
    const answer = approve(plugin);
    if (answer === 'approved' || answer === 'pending' || answer === 'revoked') return answer;
    // Nobody waits for it, and it must not end the process.
    if (isThenable(answer)) listen(answer, undefined, ignoreRejection);
    return { failure: `gave ${describeValue(answer)}.` };
  } catch (thrown) {
    return { failure: `failed: ${describeThrown(thrown)}` };
  }
}

function refused(reason: string, remedy: string): Verdict {
  return { state: 'untrusted', code: 'PLUGIN_REFUSED', reason, remedy };
}

function toDay(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'a date that is far away' : date.toISOString().slice(0, 10);
}
