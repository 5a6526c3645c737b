import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { reapWithHost } from '../../src/runners/reaper.ts';

test.skipIf(process.platform !== 'linux')('the shell that watches is there as long as there is a process', async () => {
  const shells = async (): Promise<number> => {
    const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
    const lines = children
      .split(' ')
      .filter(Boolean)
      .map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
    return (await Promise.all(lines)).filter((line) => line.startsWith('/bin/sh\0-c\0\ntrap')).length;
  };
  const children = [1, 2].map(() => spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']));
  for (const child of children) reapWithHost(child);
  const closed = children.map((child) => once(child, 'close'));
  await expect.poll(shells).toBe(1);
  children[0]!.kill();
  await closed[0];
  expect(await shells()).toBe(1);
  children[1]!.kill();
  await closed[1];
  await expect.poll(shells).toBe(0);
});

test('what could not be started is nothing to watch', async () => {
  const child = spawn('/none/program');
  reapWithHost(child);
  await once(child, 'error');
  expect(child.pid).toBe(undefined);
});
