import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directory } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost } from './host.ts';

/** A host that runs, and what another process has of it: a manager with the same state that runs nothing. */
async function createPair(options: { readonly followState?: boolean } = {}) {
  const stateDir = await createTemporaryFolder();
  const host = await createHost({ 'acme.one': {}, 'acme.two': {} }, { stateDir, ...options });
  await host.manager.start();
  const sources = [directory(join(host.folder, 'plugins'), { trusted: true })];
  const { manager: other } = await createHost({}, { stateDir, sources });
  await other.rescan();
  return { host, running: host.manager, other, stateDir };
}

const greetings = (manager: Awaited<ReturnType<typeof createPair>>['running']): Promise<readonly string[]> =>
  manager.hooks.execute('greet', { name: 'Hello' });

describe('a manager that runs', () => {
  test('heeds what others write into the state', async () => {
    const { running, other } = await createPair();
    expect(await greetings(running)).toEqual(['Hello from acme.one', 'Hello from acme.two']);
    await other.disable('acme.one');
    await expect.poll(() => running.get('acme.one')?.state, { timeout: 10_000 }).toBe('disabled');
    expect(await greetings(running)).toEqual(['Hello from acme.two']);
    await other.enable('acme.one');
    await expect.poll(() => running.get('acme.one')?.state, { timeout: 10_000 }).toBe('ready');
  });

  test('reloads a plugin when it is asked to from outside', async () => {
    const { running, other } = await createPair();
    await greetings(running);
    const reloaded = new Promise((settle) => {
      running.on('plugin:state', ({ plugin, to }) => {
        if (plugin === 'acme.two' && to === 'active') settle(running.get('acme.two')?.activatedBy);
      });
    });
    await other.requestReload('acme.two');
    expect(await reloaded).toBe('reload');
    expect(running.get('acme.one')?.activatedBy).toBe('hook greet');
  });

  test('hears of it also if it writes the state itself meanwhile', async () => {
    const { running, other } = await createPair();
    await greetings(running);
    await other.requestReload('acme.two');
    await running.disable('acme.one');
    await expect.poll(() => running.get('acme.two')?.activatedBy, { timeout: 10_000 }).toBe('reload');
  });

  test('keeps to what it knows if the file is damaged, and says so', async () => {
    const { host, running, other, stateDir } = await createPair();
    await running.disable('acme.one');
    await writeFile(join(stateDir, 'state.json'), 'oops');
    const problems = () => host.payloads('manager:problem').map(({ code, hint }) => [code, hint]);
    await expect
      .poll(problems, { timeout: 10_000 })
      .toEqual([['STATE_DAMAGED', 'Look at the file that was set aside.']]);
    await running.rescan();
    await other.rescan();
    expect([running, other].map((manager) => manager.get('acme.one')?.state)).toEqual(['disabled', 'disabled']);
  });

  test('can be told not to', async () => {
    const { running, other } = await createPair({ followState: false });
    await other.disable('acme.one');
    await new Promise((settle) => setTimeout(settle, 1500));
    expect(running.get('acme.one')?.state).toBe('ready');
    await running.rescan();
    expect(running.get('acme.one')?.state).toBe('disabled');
  });

  test('asks itself as well', async () => {
    const { running } = await createPair();
    await greetings(running);
    expect(await running.requestReload('acme.one')).toMatchObject({ state: 'active', activatedBy: 'reload' });
  });
});
