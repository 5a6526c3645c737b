import { once } from 'node:events';
import { mkdir, readdir, rename, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { acquireFileLock } from '../../../src/manager/state/file-lock.ts';
import { createOwnerName, parseOwnerName } from '../../../src/manager/state/lock-owner.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { assertBuilt } from '../../tooling/assert-built.ts';
import { holdLock } from './hold-lock.ts';
import { linesOf, startNode } from '../health/run-node.ts';

const HOLD_LOCK = fileURLToPath(new URL('./fixtures/hold-lock.mjs', import.meta.url));

async function createLockPath(): Promise<string> {
  return join(await createTemporaryFolder(), 'state.lock');
}

/** A lock that somebody on another host left behind. */
async function leaveLock(path: string, age: number): Promise<string> {
  const since = Date.now() - age;
  const owner = `${since}~4711~elsewhere~00000000-0000-4000-8000-000000000000`;
  await mkdir(path);
  await writeFile(join(path, owner), '');
  await utimes(join(path, owner), since / 1000, since / 1000);
  return owner;
}

describe('a file lock', () => {
  test('is held by one at a time, and leaves nothing behind', async () => {
    const path = await createLockPath();
    let holders = 0;
    const seen: number[] = [];
    const work = async (): Promise<void> => {
      const lock = await acquireFileLock(path);
      holders += 1;
      seen.push(holders);
      await new Promise((resolve) => setImmediate(resolve));
      holders -= 1;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(seen).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  test('is released at the end of a block', async () => {
    const path = await createLockPath();
    {
      await using lock = await acquireFileLock(path);
      expect(await lock.isHeld()).toBe(true);
    }
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  test('names its owner to those that have waited too long', async () => {
    const path = await createLockPath();
    await holdLock(path);
    const error: unknown = await acquireFileLock(path, { timeoutMs: 20 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'STATE_LOCKED',
      message: expect.stringMatching(
        new RegExp(
          `^The lock ".*state\\.lock" was not free within 20 ms: the process ${process.pid} on ".*" since 2.*Z holds it\\.$`,
        ),
      ) as string,
      data: { path, timeoutMs: 20, owner: { pid: process.pid, host: hostname() } },
    });
    expect(await readdir(join(path, '..'))).toEqual(['state.lock']);
  });

  test('is taken over at once from a process that was killed', async () => {
    assertBuilt();
    const path = await createLockPath();
    const child = startNode([HOLD_LOCK, path]);
    await linesOf(child).next();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await using lock = await acquireFileLock(path, { timeoutMs: 0 });
    expect(await lock.isHeld()).toBe(true);
  });

  test('is not taken from a process that lives', async () => {
    assertBuilt();
    const path = await createLockPath();
    const child = startNode([HOLD_LOCK, path]);
    const { value: pid } = await linesOf(child).next();
    await expect(acquireFileLock(path, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      data: { owner: { pid: Number(pid) } },
    });
  });

  test('of another host is taken over when it was not refreshed for long', async () => {
    const path = await createLockPath();
    await leaveLock(path, 60_000);
    await using lock = await acquireFileLock(path, { timeoutMs: 0 });
    expect(await lock.isHeld()).toBe(true);
  });

  test('of another host is left alone as long as it is refreshed', async () => {
    const path = await createLockPath();
    const owner = await leaveLock(path, 60_000);
    const now = new Date();
    await utimes(join(path, owner), now, now);
    await expect(acquireFileLock(path, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      data: { owner: { pid: 4711, host: 'elsewhere' } },
    });
  });

  test('of a dead owner goes to exactly one of many that want it', async () => {
    const path = await createLockPath();
    await leaveLock(path, 60_000);
    const attempts = await Promise.allSettled(
      Array.from({ length: 12 }, () => acquireFileLock(path, { timeoutMs: 0 })),
    );
    const locks = attempts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(locks.length).toBe(1);
    await locks[0]!.release();
  });

  test('that another has taken over is not released by the one that lost it', async () => {
    const path = await createLockPath();
    const lost = await acquireFileLock(path);
    const [owner] = await readdir(path);
    const other = createOwnerName();
    await rename(join(path, owner!), join(path, other));
    expect(await lost.isHeld()).toBe(false);
    await lost.release();
    expect(await readdir(path)).toEqual([other]);
  });

  test('whose folder was left empty is free', async () => {
    const path = await createLockPath();
    await mkdir(path);
    await using lock = await acquireFileLock(path, { timeoutMs: 0 });
    expect(await lock.isHeld()).toBe(true);
  });

  test('whose folder holds something else is taken over when that is old', async () => {
    const path = await createLockPath();
    await mkdir(path);
    await writeFile(join(path, 'Thumbs.db'), '');
    await expect(acquireFileLock(path, { timeoutMs: 0 })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: expect.stringContaining('another process holds it') as string,
    });
    await utimes(join(path, 'Thumbs.db'), 1, 1);
    await using lock = await acquireFileLock(path, { timeoutMs: 0 });
    expect(await lock.isHeld()).toBe(true);
  });

  test('clears away what a process left that died while it prepared', async () => {
    assertBuilt();
    const path = await createLockPath();
    const child = startNode([HOLD_LOCK, path]);
    await linesOf(child).next();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const [owner] = await readdir(path);
    await rename(path, `${path}.${owner!}`);
    const lock = await acquireFileLock(path, { timeoutMs: 0 });
    await lock.release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  test('rejects with what the system says of a folder that is not there', async () => {
    const path = join(await createTemporaryFolder(), 'absent', 'state.lock');
    await expect(acquireFileLock(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test.each(['', 'x', '1~2~3', '1~2~%~00000000-0000-4000-8000-000000000000', '.DS_Store'])(
  'the name "%s" is no owner',
  (name) => {
    expect(parseOwnerName(name)).toBeUndefined();
  },
);
