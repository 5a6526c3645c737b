import { watch } from 'chokidar';
import { relative, sep } from 'node:path';
import { isTestFile } from '../plugin-tests/find-test-files.ts';

/** Files of a plugin that changed together. */
export interface Change {
  /** From the folder, with `/`; sorted. */
  readonly paths: readonly string[];
  /** When the first of them was seen, on the clock of `performance.now`. */
  readonly at: number;
}

export interface ChangeFeed extends AsyncDisposable {
  /** The next change, once nothing has changed for a moment; `undefined` when the feed has ended. */
  next(): Promise<Change | undefined>;
}

/** Editors write a file in several steps, and compilers several files: so long nothing may change before it counts, in milliseconds. */
const QUIET_MS = 40;
/** Whoever writes all the time is heard nevertheless. */
const MOST_MS = 500;

/** Watches the folder of a plugin, but for packages, hidden files, coverage and tests. */
export async function watchFolder(folder: string, signal: AbortSignal): Promise<ChangeFeed> {
  const feed = new Feed(folder, signal);
  await feed.ready;
  return feed;
}

class Feed implements ChangeFeed {
  readonly ready: Promise<void>;
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #watcher: ReturnType<typeof watch>;
  readonly #paths = new Set<string>();
  #at = 0;
  #wake: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
    this.#watcher = watch(folder, { ignored: (path) => this.#isIgnored(path), ignoreInitial: true, atomic: 20 });
    this.ready = new Promise((settle) => {
      this.#watcher.once('ready', settle);
    });
    // A folder is no change until there is a file in it.
    for (const event of ['add', 'change', 'unlink'] as const) this.#watcher.on(event, (path) => this.#note(path));
    // A folder that cannot be watched any more changes no more.
    this.#watcher.on('error', () => {});
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  async next(): Promise<Change | undefined> {
    if (this.#paths.size > 0) this.#arm();
    await new Promise<void>((settle) => {
      this.#wake = settle;
      if (this.#signal.aborted) settle();
    });
    this.#wake = undefined;
    clearTimeout(this.#timer);
    if (this.#signal.aborted) return undefined;
    const paths = [...this.#paths].toSorted();
    this.#paths.clear();
    return { paths, at: this.#at };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #note(path: string): void {
    const way = toWay(this.#folder, path);
    if (way === '') return;
    if (this.#paths.size === 0) this.#at = performance.now();
    this.#paths.add(way);
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#at + MOST_MS - performance.now());
    this.#timer = setTimeout(() => this.#wake?.(), Math.min(QUIET_MS, left));
  }

  #isIgnored(path: string): boolean {
    const way = toWay(this.#folder, path);
    if (way === '') return false;
    return way.split('/').some((name) => /^(?:\.|node_modules$|coverage$)/.test(name)) || isTestFile(way);
  }
}

function toWay(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}
