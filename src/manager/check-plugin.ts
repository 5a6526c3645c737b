import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { isHooklineError } from '../errors/hookline-error.ts';
import { isPlainObject } from '../hooks/plain-object.ts';
import type { LivePlugin } from './lifecycle/reconciler.ts';
import { withinLimit } from '../runners/within-limit.ts';
import type { PluginStatus } from './plugin-status.ts';

/** What a plugin says of itself, or why it could not be asked. */
export interface PluginCheck {
  readonly plugin: string;
  readonly version: string | undefined;
  readonly status: 'pass' | 'warn' | 'fail';
  /** What is the matter; absent for `pass`. */
  readonly message?: string;
  /** What to do about it. */
  readonly hint?: string;
  /** How long the check took, in milliseconds; without the activation of the plugin. */
  readonly durationMs: number;
}

type Verdict = Pick<PluginCheck, 'status' | 'message' | 'hint'>;

const PASS: Verdict = { status: 'pass' };

export interface CheckParts {
  readonly status: PluginStatus;
  /** Absent for a plugin that does not run. */
  readonly live: LivePlugin | undefined;
  readonly timeoutMs: number;
  /** Blacks secrets out of what was thrown, or of a text. */
  readonly redact: (thrown: unknown) => unknown;
}

/** Activates a plugin, if that is to be done, and asks it how it is. Never rejects. */
export async function checkPlugin(parts: CheckParts): Promise<PluginCheck> {
  const { status, live } = parts;
  const { id: plugin, version } = status;
  const toCheck = (verdict: Verdict, durationMs = 0): PluginCheck => ({ plugin, version, ...verdict, durationMs });
  if (live === undefined) return toCheck(whyNot(status));
  try {
    await live.instance.activate('check');
  } catch (thrown) {
    return toCheck(toFailure(thrown));
  }
  const startedAt = performance.now();
  return toCheck(await ask(live, parts), performance.now() - startedAt);
}

/** Without a reason of its own, nothing but the manager keeps it from running. */
function whyNot({ state, reason, remedy }: PluginStatus): Verdict {
  return reason === undefined
    ? fail(`It is ${state}; the manager does not run.`, 'Start the manager.')
    : fail(reason, remedy);
}

async function ask({ instance }: LivePlugin, { timeoutMs, redact }: CheckParts): Promise<Verdict> {
  const { definition, context } = instance;
  if (definition?.healthCheck === undefined || context === undefined) return PASS;
  const ended = await withinLimit(() => definition.healthCheck?.(context), timeoutMs);
  if (ended.status === 'late') return fail(`Its healthCheck did not settle within ${timeoutMs} ms.`);
  return ended.status === 'failed'
    ? toFailure(redact(ended.thrown))
    : toVerdict(ended.value, (text) => redact(text) as string);
}

function toVerdict(answer: unknown, redact: (text: string) => string): Verdict {
  if (answer === undefined) return PASS;
  if (!isPlainObject(answer)) return misanswered(redact(describeValue(answer)));
  const { status, message, hint } = answer;
  if (status !== 'pass' && status !== 'warn' && status !== 'fail') return misanswered(redact(describeValue(answer)));
  return {
    status,
    ...(typeof message === 'string' ? { message: redact(message) } : {}),
    ...(typeof hint === 'string' ? { hint: redact(hint) } : {}),
  };
}

function misanswered(answer: string): Verdict {
  return fail(
    `Its healthCheck gave ${answer}.`,
    'Give nothing, or { status, message, hint } with the status "pass", "warn" or "fail".',
  );
}

function toFailure(thrown: unknown): Verdict {
  return isHooklineError(thrown) ? fail(thrown.message, thrown.hint) : fail(describeThrown(thrown));
}

function fail(message: string, hint?: string): Verdict {
  return { status: 'fail', message, ...(hint === undefined ? {} : { hint }) };
}
