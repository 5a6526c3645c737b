import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describeSystemError } from '../../discovery/system-error.ts';
import { HooklineError, isHooklineError } from '../../errors/hookline-error.ts';
import type { Problem } from '../../manifest/problem.ts';
import { acquireFileLock, type FileLock, type FileLockOptions } from './file-lock.ts';
import { NO_SETTINGS, toDraft, toSettings, type Settings, type SettingsDraft } from './settings.ts';
import { StateFile } from './state-file.ts';
import { damagedProblem, unusableProblem } from './state-problems.ts';

export interface StateStoreOptions {
  /** Where `state.json` lies; made when it is needed. Without it the settings are kept in memory. */
  readonly folder?: string | undefined;
  readonly lock?: FileLockOptions;
}

interface Found {
  readonly problems: readonly Problem[];
}

/** The settings of the operator, shared with other processes. Changes take their turn. */
export interface StateStore {
  /** Deeply frozen; another object after each change. */
  readonly settings: Settings;
  /** Reads the file, again if need be. Never rejects: what is wrong is among the problems, and what is known still holds then. */
  load(): Promise<Found>;
  /**
   * Changes the settings as the file has them now, and writes them. If they cannot be written, the change holds in this
   * process, and is written together with the next one that can. `change` may be called twice; if it throws, nothing has
   * changed, and the promise rejects with what it threw.
   *
   * @throws STATE_UNWRITABLE, STATE_LOCKED
   */
  update(change: (draft: SettingsDraft) => void): Promise<Found>;
}

export function createStateStore(options: StateStoreOptions = {}): StateStore {
  return new Store(options);
}

class Store implements StateStore {
  #settings = NO_SETTINGS;
  /** Plugins whose settings here could not be written. */
  readonly #unwritten = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();
  readonly #folder: string | undefined;
  readonly #file: StateFile | undefined;
  readonly #lock: FileLockOptions;

  constructor({ folder, lock = {} }: StateStoreOptions) {
    this.#folder = folder === undefined ? undefined : resolve(folder);
    this.#file = this.#folder === undefined ? undefined : new StateFile(this.#folder);
    this.#lock = lock;
  }

  get settings(): Settings {
    return this.#settings;
  }

  load(): Promise<Found> {
    return this.#inTurn(() => this.#load());
  }

  update(change: (draft: SettingsDraft) => void): Promise<Found> {
    return this.#inTurn(() => this.#update(change));
  }

  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(run, run);
    // What it rejects with is for its caller.
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #load(): Promise<Found> {
    const file = this.#file;
    if (file === undefined) return { problems: [] };
    const content = await file.read();
    if (content.kind === 'settings') {
      this.#settings = this.#withUnwritten(content.settings);
      return { problems: [] };
    }
    if (content.kind !== 'damaged') return { problems: [unusableProblem(file.path, content, this.#isEmpty)] };
    try {
      return { problems: await this.#withLock(file, () => this.#mend(file)) };
    } catch (thrown) {
      return { problems: [damagedProblem(file.path, content.reason, { thrown, isEmpty: this.#isEmpty })] };
    }
  }

  get #isEmpty(): boolean {
    return Object.keys(this.#settings.plugins).length === 0;
  }

  /** What was damaged since it was loaded is still known here: nobody is enabled again because of it. */
  async #mend(file: StateFile): Promise<readonly Problem[]> {
    const problems = await this.#setAside(file);
    if (problems.length > 0 && !this.#isEmpty) await file.write(this.#settings);
    const content = await file.read();
    if (content.kind === 'settings') this.#settings = this.#withUnwritten(content.settings);
    return problems;
  }

  /** Looks again under the lock: another process may have set the file aside, and written a good one. */
  async #setAside(file: StateFile): Promise<readonly Problem[]> {
    const content = await file.read();
    if (content.kind !== 'damaged') return [];
    const aside = await file.setAside();
    return [damagedProblem(file.path, content.reason, { aside, isEmpty: this.#isEmpty })];
  }

  async #update(change: (draft: SettingsDraft) => void): Promise<Found> {
    // First without the file: what `change` throws is for the caller, and no reason to keep anything for later.
    const changed = apply(this.#settings, change);
    const file = this.#file;
    if (file === undefined) {
      this.#settings = changed;
      return { problems: [] };
    }
    try {
      return await this.#withLock(file, (lock) => this.#rewrite(file, lock, change));
    } catch (thrown) {
      for (const id of differing(this.#settings, changed)) this.#unwritten.add(id);
      this.#settings = changed;
      throw unwritten(file.path, thrown);
    }
  }

  async #rewrite(file: StateFile, lock: FileLock, change: (draft: SettingsDraft) => void): Promise<Found> {
    const problems = await this.#setAside(file);
    const content = await file.read();
    if (content.kind !== 'settings') throw new Error(content.reason);
    // What was damaged since it was loaded is still known here.
    const base = problems.length > 0 ? this.#settings : this.#withUnwritten(content.settings);
    const changed = apply(base, change);
    if (differing(content.settings, changed).length > 0) {
      if (!(await lock.isHeld())) throw new Error('another process has taken the lock over');
      await file.write(changed);
    }
    this.#unwritten.clear();
    this.#settings = changed;
    return { problems };
  }

  async #withLock<Result>(file: StateFile, run: (lock: FileLock) => Promise<Result>): Promise<Result> {
    await mkdir(this.#folder!, { recursive: true });
    const lock = await acquireFileLock(file.lockPath, this.#lock);
    try {
      return await run(lock);
    } finally {
      await lock.release();
    }
  }

  #withUnwritten(settings: Settings): Settings {
    if (this.#unwritten.size === 0) return settings;
    return apply(settings, ({ plugins }) => {
      const own = toDraft(this.#settings).plugins;
      for (const id of this.#unwritten) plugins[id] = own[id] ?? {};
    });
  }
}

function apply(settings: Settings, change: (draft: SettingsDraft) => void): Settings {
  const draft = toDraft(settings);
  change(draft);
  return toSettings(draft);
}

/** Ids of the plugins of which the two say different things, in whatever order. */
export function differing(left: Settings, right: Settings): readonly string[] {
  const ids = new Set([...Object.keys(left.plugins), ...Object.keys(right.plugins)]);
  return [...ids].filter((id) => !isDeepStrictEqual(left.plugins[id], right.plugins[id]));
}

function unwritten(path: string, thrown: unknown): HooklineError {
  const isLocked = isHooklineError(thrown) && thrown.code === 'STATE_LOCKED';
  const what = isLocked ? thrown.message : `The state file "${path}" was not written: ${describeSystemError(thrown)}.`;
  const message = `${what} The change holds in this process only.`;
  return new HooklineError(isLocked ? 'STATE_LOCKED' : 'STATE_UNWRITABLE', message, {
    data: isLocked ? thrown.data : { path },
    cause: thrown,
  });
}
