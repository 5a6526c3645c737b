import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeValue } from '../../errors/describe-value.ts';
import { testMisused } from '../test-misused.ts';
import { leakFound, type Leak } from './leak.ts';
import { startLeakWatch } from './leak-watch.ts';
import { listOpenFiles } from './open-files.ts';

/** What `checkLeaks` takes besides what it watches. */
export interface CheckLeaksOptions {
  /** How often it is run. Default 1. */
  readonly runs?: number;
}

/** How much more of everything the process has behind the last run than behind the first. */
export interface LeakReport {
  readonly runs: number;
  readonly growth: {
    /** What keeps the process alive, as Node counts it. */
    readonly resources: number;
    readonly listeners: number;
    /** Absent where the system does not tell. */
    readonly openFiles?: number;
  };
}

/** The variables in which programs look for the folder of temporary files. */
const VARIABLES = ['TMPDIR', 'TMP', 'TEMP'];

/** How often is looked again whether something is still there. */
const MOST_TRIES = 20;

/**
 * Runs something, and then looks whether it has left anything behind: timers, servers, sockets, watchers, threads, processes,
 * open files, listeners of the process, temporary files. What plugins do in threads and processes of their own ends with them.
 *
 * While it runs, temporary files lie in a folder of their own, by way of the variable TMPDIR.
 *
 * @throws TEST_LEAK_FOUND, what `run` throws, TEST_MISUSED
 */
export async function checkLeaks(run: () => unknown, { runs = 1 }: CheckLeaksOptions = {}): Promise<LeakReport> {
  if (typeof run !== 'function') throw testMisused('checkLeaks', `it takes a function, not ${describeValue(run)}`);
  if (!Number.isInteger(runs) || runs < 1) {
    throw testMisused('checkLeaks', `"runs" must be a whole number above 0, not ${describeValue(runs)}`);
  }
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'hookline-leaks-')));
  const restore = setTemporary(folder);
  const watch = startLeakWatch();
  try {
    await run();
    const first = countAll();
    for (let done = 1; done < runs; done++) await run();
    const leaks = [...(await watch.find()), ...(await filesIn(folder))];
    if (leaks.length > 0) throw leakFound(leaks);
    return { runs, growth: await growthSince(first) };
  } finally {
    watch.cancel();
    restore();
    await rm(folder, { recursive: true, force: true });
  }
}

type Counts = LeakReport['growth'];

function countAll(): Counts {
  const openFiles = listOpenFiles()?.size;
  return {
    resources: process.getActiveResourcesInfo().length,
    listeners: process.eventNames().reduce((sum, event) => sum + process.listenerCount(event), 0),
    ...(openFiles === undefined ? {} : { openFiles }),
  };
}

/** The test runner works in the same process: what it has open for a moment is no growth. */
async function growthSince(first: Counts): Promise<Counts> {
  let least = growth(first, countAll());
  for (let tries = 0; tries < MOST_TRIES && Object.values(least).some((count) => count > 0); tries++) {
    await sleep(10);
    const now = growth(first, countAll());
    least = {
      resources: Math.min(least.resources, now.resources),
      listeners: Math.min(least.listeners, now.listeners),
      ...(least.openFiles === undefined ? {} : { openFiles: Math.min(least.openFiles, now.openFiles ?? 0) }),
    };
  }
  return least;
}

function growth(first: Counts, last: Counts): Counts {
  return {
    resources: Math.max(0, last.resources - first.resources),
    listeners: Math.max(0, last.listeners - first.listeners),
    ...(last.openFiles === undefined ? {} : { openFiles: Math.max(0, last.openFiles - (first.openFiles ?? 0)) }),
  };
}

async function filesIn(folder: string): Promise<readonly Leak[]> {
  return (await readdir(folder)).map((name) => ({ what: `temporary file "${name}"`, count: 1 }));
}

function setTemporary(folder: string): () => void {
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
