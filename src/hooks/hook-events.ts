import { EventEmitter } from 'eventemitter3';
import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { didYouMean } from '../errors/nearest-name.ts';
import type { Report } from './report.ts';
import { isThenable, listen } from './thenable.ts';
import { warnProcess } from './warn-process.ts';

/** The events of `hooks.on`, and what a listener receives. */
export interface HookEvents {
  /** A hookimpl failed, whatever the error policy makes of it. */
  'hook:error': {
    readonly hook: string;
    readonly plugin: string;
    readonly callId: number;
    readonly error: HooklineError;
  };
  /** A hookimpl took longer than `slowMs`. Only timed calls can tell. */
  'hook:slow': {
    readonly hook: string;
    readonly plugin: string;
    readonly callId: number;
    readonly durationMs: number;
  };
  /** A call has ended. As long as somebody listens, every call is traced. */
  'hook:report': Report;
}

type EventName = keyof HookEvents;

const EVENTS: Readonly<Record<EventName, true>> = {
  'hook:error': true,
  'hook:slow': true,
  'hook:report': true,
};

/** Subscriptions in which a listener that throws changes nothing: neither the call nor the other listeners. */
export class HookEmitter {
  readonly #emitter = new EventEmitter();
  /** `hears('hook:report')`, kept at hand because every call asks. */
  hearsReports = false;

  on<Name extends EventName>(event: Name, listener: (payload: HookEvents[Name]) => unknown): () => void {
    assertSubscription(event, listener);
    const guarded = guard(event, listener as (payload: unknown) => unknown);
    this.#emitter.on(event, guarded);
    this.hearsReports = this.hears('hook:report');
    return () => {
      this.#emitter.off(event, guarded);
      this.hearsReports = this.hears('hook:report');
    };
  }

  /** Gives `false` if nobody listens. */
  emit<Name extends EventName>(event: Name, payload: HookEvents[Name]): boolean {
    return this.#emitter.emit(event, payload);
  }

  hears(event: EventName): boolean {
    return this.#emitter.listenerCount(event) > 0;
  }
}

function assertSubscription(event: unknown, listener: unknown): void {
  if (typeof event !== 'string' || !Object.hasOwn(EVENTS, event)) {
    const guess = typeof event === 'string' ? didYouMean(event, Object.keys(EVENTS)) : '';
    const message = `There is no event ${typeof event === 'string' ? `"${event}"` : describeValue(event)}.${guess}`;
    throw new HooklineError('OPTIONS_INVALID', message, { data: { event: String(event) } });
  }
  if (typeof listener !== 'function') {
    const message = `The listener of "${event}" must be a function, not ${describeValue(listener)}.`;
    throw new HooklineError('OPTIONS_INVALID', message, { data: { event } });
  }
}

/** Each listener that fails is named in one process warning: a failure is never silent, and never a flood. */
function guard(event: EventName, listener: (payload: unknown) => unknown): (payload: unknown) => void {
  let warned = false;
  const warn = (thrown: unknown): void => {
    if (!warned) warnProcess(`A listener of "${event}" failed: ${describeThrown(thrown)}`, 'HOOK_LISTENER_FAILED');
    warned = true;
  };
  return (payload) => {
    try {
      const returned = listener(payload);
      if (isThenable(returned)) listen(returned, undefined, warn);
    } catch (thrown) {
      warn(thrown);
    }
  };
}
