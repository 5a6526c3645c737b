import { EventEmitter } from 'eventemitter3';
import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { didYouMean } from '../errors/nearest-name.ts';
import { isThenable, listen } from './thenable.ts';
import { warnProcess } from './warn-process.ts';

/** Subscriptions in which a listener that throws changes nothing: neither what is going on nor the other listeners. */
export class EventHub<Events extends object> {
  readonly #emitter = new EventEmitter();
  readonly #names: readonly string[];

  constructor(names: Readonly<Record<keyof Events, true>>) {
    this.#names = Object.keys(names);
  }

  /** Subscribes, and gives back the undo. @throws OPTIONS_INVALID for an unknown event or no function. */
  on<Name extends keyof Events & string>(event: Name, listener: (payload: Events[Name]) => unknown): () => void {
    this.#assertSubscription(event, listener);
    const guarded = guard(event, listener as (payload: unknown) => unknown);
    this.#emitter.on(event, guarded);
    return () => {
      this.#emitter.off(event, guarded);
    };
  }

  /** Gives `false` if nobody listens. */
  emit<Name extends keyof Events & string>(event: Name, payload: Events[Name]): boolean {
    return this.#emitter.emit(event, payload);
  }

  hears(event: keyof Events & string): boolean {
    return this.#emitter.listenerCount(event) > 0;
  }

  #assertSubscription(event: unknown, listener: unknown): void {
    if (typeof event !== 'string' || !this.#names.includes(event)) {
      const guess = typeof event === 'string' ? didYouMean(event, this.#names) : '';
      const message = `There is no event ${typeof event === 'string' ? `"${event}"` : describeValue(event)}.${guess}`;
      throw new HooklineError('OPTIONS_INVALID', message, { data: { event: String(event) } });
    }
    if (typeof listener !== 'function') {
      const message = `The listener of "${event}" must be a function, not ${describeValue(listener)}.`;
      throw new HooklineError('OPTIONS_INVALID', message, { data: { event } });
    }
  }
}

/** Each listener that fails is named in one process warning: a failure is never silent, and never a flood. */
function guard(event: string, listener: (payload: unknown) => unknown): (payload: unknown) => void {
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
