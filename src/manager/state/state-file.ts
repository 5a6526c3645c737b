import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSystemError, isAbsent } from '../../discovery/system-error.ts';
import type { ParsedSettings } from './parse-settings.ts';
import { NO_SETTINGS, toText, type Settings } from './settings.ts';
import { TEMPORARY, writeFileAtomically } from '../../discovery/write-file-atomically.ts';

const NAME = 'state.json';

/** What `StateFile.read` found. */
export type StateContent = ParsedSettings | { readonly kind: 'unreadable'; readonly reason: string };

/** The file `state.json` in the folder of the state. Everything but `read` wants the lock. */
export class StateFile {
  readonly path: string;
  readonly lockPath: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, NAME);
    this.lockPath = join(folder, 'state.lock');
  }

  async read(): Promise<StateContent> {
    try {
      const text = await readFile(this.path, 'utf8');
      // Loaded here: many operators decide nothing, and then there is no file.
      const { parseSettings } = await import('./parse-settings.ts');
      return parseSettings(text);
    } catch (thrown) {
      if (isAbsent(thrown)) return { kind: 'settings', settings: NO_SETTINGS };
      return { kind: 'unreadable', reason: describeSystemError(thrown) };
    }
  }

  async write(settings: Settings): Promise<void> {
    await this.#removeLeftovers();
    await writeFileAtomically(this.path, toText(settings), { durable: true });
  }

  /** Gives the new path. */
  async setAside(): Promise<string> {
    // A colon cannot stand in a name on every platform.
    const timestamp = new Date().toISOString().replaceAll(':', '-');
    const aside = join(this.#folder, `state.damaged-${timestamp}.json`);
    await rename(this.path, aside);
    return aside;
  }

  /** Only the holder of the lock writes, so a temporary file is one of a process that died. */
  async #removeLeftovers(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (name.startsWith(`${NAME}.`) && name.endsWith(TEMPORARY)) await rm(join(this.#folder, name), { force: true });
    }
  }
}
