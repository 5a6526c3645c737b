import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What files held when they were last looked at: compilers and editors write more often than something changes. */
export class FileDigests {
  readonly #folder: string;
  readonly #known = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether any of the files is another one than when it was last asked about. */
  async haveChanged(paths: readonly string[]): Promise<boolean> {
    const changes = await Promise.all(paths.map((path) => this.#hasChanged(path)));
    return changes.includes(true);
  }

  async #hasChanged(path: string): Promise<boolean> {
    const content = await readFile(join(this.#folder, path)).catch(() => undefined);
    const digest = content === undefined ? 'absent' : createHash('sha256').update(content).digest('hex');
    const before = this.#known.get(path);
    this.#known.set(path, digest);
    return before !== digest;
  }
}
