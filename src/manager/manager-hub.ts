import type { HooklineError } from '../errors/hookline-error.ts';
import { EventHub } from '../hooks/event-hub.ts';
import { warnProcess } from '../hooks/warn-process.ts';
import type { Problem } from '../manifest/problem.ts';
import type { Blocking } from './health/loop-watch.ts';
import { pluginBlockedLoop } from './health/health-errors.ts';
import type { ErrorPhase, ManagerEvents } from './manager-events.ts';
import type { Transition } from './lifecycle/plugin-record.ts';

/** A process warning about the same plugin and hook comes again after this time at the earliest. */
const BLOCKED_WARNING_EVERY_MS = 60_000;

const EVENTS: Readonly<Record<keyof ManagerEvents, true>> = {
  'plugin:state': true,
  'plugin:error': true,
  'plugin:log': true,
  'plugin:progress': true,
  'plugin:secret': true,
  'plugin:health': true,
  'plugin:blocked': true,
  'plugin:data': true,
  'plugin:responsive': true,
  'manager:problem': true,
};

/** The events of a manager. What nobody listens to and nobody should miss becomes a process warning. */
export class ManagerHub extends EventHub<ManagerEvents> {
  readonly #warned = new Set<string>();
  readonly #warnedOfBlocking = new Map<string, number>();

  constructor() {
    super(EVENTS);
  }

  tellState({ record, from, to }: Transition): void {
    const { id, version, standing } = record;
    this.emit('plugin:state', { plugin: id, version, from, to, code: standing.code, reason: standing.reason });
  }

  tellError(plugin: { readonly id: string; readonly version: string }, phase: ErrorPhase, error: HooklineError): void {
    const isHeard = this.emit('plugin:error', { plugin: plugin.id, version: plugin.version, phase, error });
    // Errors in calls are told by the hooks.
    if (isHeard || phase === 'hook') return;
    this.#warnOnce(`${plugin.id} ${error.code}`, error);
  }

  tellBlocked(blocking: Blocking): void {
    const { plugin, hook, callId, blockedMs, certain } = blocking;
    const error = pluginBlockedLoop(blocking);
    const durationMs = Math.round(blockedMs);
    if (this.emit('plugin:blocked', { plugin, hook, callId, durationMs, certain, error })) return;
    const key = JSON.stringify([plugin, hook]);
    const last = this.#warnedOfBlocking.get(key) ?? -Infinity;
    const now = performance.now();
    if (now - last < BLOCKED_WARNING_EVERY_MS) return;
    this.#warnedOfBlocking.set(key, now);
    warnProcess(`${error.message} (Shown once a minute; listen to "plugin:blocked" for all.)`, error.code);
  }

  tellProblem(problem: Problem): void {
    if (this.emit('manager:problem', problem)) return;
    this.#warnOnce(problem.message, problem);
  }

  /** What went wrong has stopped nobody. */
  tellWarning({ code, message, hint }: HooklineError): void {
    this.tellProblem({ code, severity: 'warning', message, hint });
  }

  #warnOnce(key: string, { message, code }: { readonly message: string; readonly code: string }): void {
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    warnProcess(message, code);
  }
}
