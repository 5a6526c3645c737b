import type { HooklineError } from '../errors/hookline-error.ts';
import { EventHub } from './event-hub.ts';
import type { CallBegin, CallOutcome } from './call-events.ts';
import type { Report } from './report.ts';

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
  /** A call begins, before any hookimpl runs. As long as somebody listens to one of these three, every call is traced. */
  'hook:call': CallBegin;
  /** A call has ended: its report. */
  'hook:report': Report;
  /** A call has ended: what the caller gets. Comes behind its report; not for a call whose arguments were refused. */
  'hook:outcome': CallOutcome;
}

const OF_CALLS = ['hook:call', 'hook:report', 'hook:outcome'] as const;

/** The subscriptions of `hooks.on`. */
export class HookEmitter extends EventHub<HookEvents> {
  /** Whether somebody listens to calls, kept at hand because every call asks. */
  watchesCalls = false;

  constructor() {
    super({ 'hook:error': true, 'hook:slow': true, 'hook:call': true, 'hook:report': true, 'hook:outcome': true });
  }

  override on<Name extends keyof HookEvents>(
    event: Name,
    listener: (payload: HookEvents[Name]) => unknown,
  ): () => void {
    const undo = super.on(event, listener);
    this.#lookAround();
    return () => {
      undo();
      this.#lookAround();
    };
  }

  #lookAround(): void {
    this.watchesCalls = OF_CALLS.some((event) => this.hears(event));
  }
}
