/** How many measurements are kept, and how far apart they are, in milliseconds. */
const MOST = 120;
const EVERY_MS = 1000;

/** Memory of the process, in bytes. */
export interface RssReport {
  readonly atStart: number;
  readonly now: number;
  /** By how much it grows in a minute, as far as the last two minutes show; absent for the first seconds. */
  readonly perMinute: number | undefined;
}

/** Measures the memory of the process every second, without keeping it alive. */
export class RssTrend {
  readonly #samples: (readonly [time: number, bytes: number])[] = [];
  readonly #atStart = process.memoryUsage.rss();
  readonly #timer = setInterval(() => this.#measure(), EVERY_MS).unref();

  stop(): void {
    clearInterval(this.#timer);
  }

  report(): RssReport {
    const perMinute = this.#samples.length < 3 ? undefined : Math.round(slopeOf(this.#samples) * 60_000);
    return { atStart: this.#atStart, now: process.memoryUsage.rss(), perMinute };
  }

  #measure(): void {
    this.#samples.push([performance.now(), process.memoryUsage.rss()]);
    if (this.#samples.length > MOST) this.#samples.shift();
  }
}

/** Of the line that lies nearest to the points. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
