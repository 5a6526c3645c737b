/** Each power of two is divided into 16 buckets, so the middle of a bucket is at most 3.1 % from any value in it. */
const MANTISSA_BITS = 4;
const SHIFT = 20 - MANTISSA_BITS;
/** Values below 2^-20 ms (about a nanosecond) share the first bucket, whose middle is 0. */
const LOWEST = ((1023 - 20) << MANTISSA_BITS) - 1;
/** Values above 2^31 ms (24 days) share the last bucket. */
const BUCKETS = ((1023 + 31) << MANTISSA_BITS) - LOWEST + 1;

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);
/** Where the half of a double with its exponent stands, on this machine's byte order. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Durations in milliseconds: count, sum and maximum exactly, percentiles within 5 %. About 3 KB, 3 ns a record. */
export class Histogram {
  count = 0;
  sum = 0;
  max = 0;
  #min = Infinity;
  readonly #buckets = new Uint32Array(BUCKETS);

  record(duration: number): void {
    // A clock may go back where the host passes its own.
    const ms = duration > 0 ? duration : 0;
    this.count += 1;
    this.sum += ms;
    if (ms > this.max) this.max = ms;
    if (ms < this.#min) this.#min = ms;
    // The bucket is read off the double itself: its exponent and the first bits of its mantissa.
    scratch[0] = ms;
    const index = (scratchWords[HIGH]! >>> SHIFT) - LOWEST;
    this.#buckets[index < 0 ? 0 : index < BUCKETS ? index : BUCKETS - 1]! += 1;
  }

  /** The value below which `fraction` (0 to 1) of the records lie; `NaN` without records. */
  percentile(fraction: number): number {
    if (this.count === 0) return NaN;
    const wanted = Math.max(1, Math.ceil(fraction * this.count));
    let seen = 0;
    for (let index = 0; index < BUCKETS; index++) {
      seen += this.#buckets[index]!;
      // No percentile lies outside of what was recorded: with one record all of them are that record.
      if (seen >= wanted) return Math.max(this.#min, Math.min(middleOf(index), this.max));
    }
    return this.max;
  }
}

function middleOf(index: number): number {
  if (index === 0) return 0;
  return (lowerBound(index) + lowerBound(index + 1)) / 2;
}

function lowerBound(index: number): number {
  scratch[0] = 0;
  scratchWords[HIGH] = (index + LOWEST) << SHIFT;
  return scratch[0];
}
