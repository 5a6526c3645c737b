/** How many characters may come at once, and in a second after that. */
const BURST = 256 * 1024;
const PER_SECOND = 1024 * 1024;

/** Takes lines; `end` tells how many were left out last. */
export interface LimitedLines {
  (line: string): void;
  end(): void;
}

/** Leaves lines out that come faster than anybody reads them, and says how many once there is room again. */
export function limitRate(onLine: (line: string) => void, clock: () => number = () => performance.now()): LimitedLines {
  let room = BURST;
  let filledAt = clock();
  let dropped = 0;
  const tellDropped = (): void => {
    if (dropped > 0) onLine(`(${dropped} lines left out: too much at once)`);
    dropped = 0;
  };
  const take = (line: string): void => {
    const now = clock();
    room = Math.min(BURST, room + ((now - filledAt) / 1000) * PER_SECOND);
    filledAt = now;
    if (line.length > room) {
      dropped += 1;
      return;
    }
    // An empty line is something to handle as well.
    room -= line.length + 1;
    tellDropped();
    onLine(line);
  };
  return Object.assign(take, { end: tellDropped });
}
