import type { HooklineError } from '../errors/hookline-error.ts';
import { EventHub } from './event-hub.ts';
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
  /** A call has ended. As long as somebody listens, every call is traced. */
  'hook:report': Report;
}

/** The subscriptions of `hooks.on`. */
export class HookEmitter extends EventHub<HookEvents> {
  /** `hears('hook:report')`, kept at hand because every call asks. */
  hearsReports = false;

  constructor() {
    super({ 'hook:error': true, 'hook:slow': true, 'hook:report': true });
  }

  override on<Name extends keyof HookEvents>(
    event: Name,
    listener: (payload: HookEvents[Name]) => unknown,
  ): () => void {
    const undo = super.on(event, listener);
    this.hearsReports = this.hears('hook:report');
    return () => {
      undo();
      this.hearsReports = this.hears('hook:report');
    };
  }
}
