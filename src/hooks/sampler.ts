/** One call in this many is timed step by step. */
const SAMPLE_EVERY = 64;

/** Chooses, under `timing: 'sampled'`, the calls of a hook that are timed step by step. */
export class Sampler {
  #untilNext = 1;
  #exactCalls = 0;

  /** Whether the call that starts now is timed step by step. */
  next(): boolean {
    if (this.#exactCalls > 0) {
      this.#exactCalls -= 1;
      return true;
    }
    this.#untilNext -= 1;
    if (this.#untilNext > 0) return false;
    this.#untilNext = SAMPLE_EVERY;
    return true;
  }

  /** After a slow call the next ones are timed step by step, to find who is slow. */
  focus(): void {
    this.#exactCalls = SAMPLE_EVERY;
  }
}
