import type { CallContext } from './call-context.ts';
import type { Steps, Timed, Waiting, WatchlessProgram } from './program.ts';
import { listen } from './thenable.ts';
import type { WatchlessDesk } from './watchless-desk.ts';

/** What a watchless program and the calls that it leaves waiting share. */
export interface WatchlessSetup {
  readonly steps: Steps;
  readonly desk: WatchlessDesk;
  readonly timed: Timed;
  /** Set once the program is made. */
  program: WatchlessProgram;
}

/**
 * A call that nobody watches, from its first promise on. A call is only made for it then: as long as no hookimpl returns
 * a promise, an asynchronous call costs what a synchronous one does. One pair of functions serves all its steps, because
 * it waits for one at a time.
 */
export class WatchlessCall implements Waiting {
  readonly promise: Promise<unknown>;
  readonly #setup: WatchlessSetup;
  readonly #context: CallContext;
  readonly #startedAt: number;
  #resolve!: (value: unknown) => void;
  /** The step that the call waits for. */
  #index = 0;
  #args: unknown;
  #value: unknown;
  #last = 0;

  /** Not `instanceof`: the value of a call may be a Proxy, and its traps may throw. */
  static is(value: unknown): value is WatchlessCall {
    return typeof value === 'object' && value !== null && #setup in value;
  }

  constructor(setup: WatchlessSetup, context: CallContext, startedAt: number) {
    this.#setup = setup;
    this.#context = context;
    this.#startedAt = startedAt;
    setup.steps.generation.enter();
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  wait(index: number, thenable: PromiseLike<unknown>, args: unknown, value: unknown, last: number): this {
    this.#index = index;
    this.#args = args;
    this.#value = value;
    this.#last = last;
    listen(thenable, this.#onValue, this.#onError);
    return this;
  }

  readonly #onValue = (answer: unknown): void => {
    this.#goOn(answer !== undefined && this.#take(answer));
  };

  readonly #onError = (thrown: unknown): void => {
    this.#setup.desk.threw(this.#index, thrown, this.#context);
    this.#goOn(false);
  };

  /** Takes a late answer as the program does those that come at once. Gives `true` if it ends the call. */
  #take(answer: unknown): boolean {
    const { steps, desk } = this.#setup;
    const { gives, onAnswer } = steps.hook.traits;
    if (gives === 'thread') {
      const args = desk.thread(this.#index, answer, this.#args, this.#context);
      if (args === undefined) return false;
      this.#args = args;
      this.#value = answer;
    } else if (!desk.accepts(this.#index, answer, this.#context)) {
      return false;
    } else if (gives === 'answers') {
      (this.#value as unknown[]).push(answer);
    } else if (gives === 'answer') {
      this.#value = answer;
    }
    return onAnswer !== 'continue';
  }

  #goOn(stopped: boolean): void {
    const { program, timed } = this.#setup;
    if (timed === 'steps') this.#takeTime();
    if (stopped) return this.#end();
    const next = program(this.#args, this.#context, this.#value, this.#index + 1, this.#startedAt, this.#last, this);
    if (next !== this) this.#settle(next);
  }

  #takeTime(): void {
    const { steps, desk } = this.#setup;
    const now = steps.ledger.clock();
    const durationMs = now - this.#last;
    this.#last = now;
    steps.counters[this.#index]!.record(durationMs);
    if (durationMs > steps.ledger.longMs) desk.long(this.#index, durationMs, this.#context, true);
  }

  #end(): void {
    const { steps, desk, timed } = this.#setup;
    steps.hook.counters.calls += 1;
    if (timed === 'steps') desk.record(this.#last - this.#startedAt);
    if (timed === 'whole') desk.record(steps.ledger.clock() - this.#startedAt);
    this.#settle(this.#value);
  }

  #settle(value: unknown): void {
    this.#resolve(value);
    this.#setup.steps.generation.leave();
  }
}
