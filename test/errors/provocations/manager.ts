import { join } from 'node:path';
import { acquireFileLock } from '../../../src/manager/file-lock.ts';
import { createStateStore } from '../../../src/manager/state-store.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

/** What a problem has in common with an error. */
async function loadDamaged(): Promise<unknown> {
  const folder = await createTemporaryFolder({ 'state.json': '{' });
  const { problems } = await createStateStore({ folder }).load();
  return { ...problems[0], data: {} };
}

async function updateLocked(): Promise<unknown> {
  const folder = await createTemporaryFolder();
  const lock = await acquireFileLock(join(folder, 'state.lock'));
  const error = await disableOne(folder);
  await lock.release();
  return error;
}

async function updateNewer(): Promise<unknown> {
  return disableOne(await createTemporaryFolder({ 'state.json': '{"version": 2}' }));
}

async function disableOne(folder: string): Promise<unknown> {
  const store = createStateStore({ folder, lock: { timeoutMs: 10 } });
  return store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false })).catch((thrown: unknown) => thrown);
}

/** How to make Hookline give each of the errors of the group "manager". */
export const managerProvocations: Partial<Record<CodeOf<'manager'>, Provoke>> = {
  STATE_DAMAGED: loadDamaged,
  STATE_LOCKED: updateLocked,
  STATE_UNWRITABLE: updateNewer,
};

/** What each of them says. */
export const managerMessages: Partial<Record<CodeOf<'manager'>, Message>> = {
  STATE_DAMAGED: {
    message:
      /^The state file ".*state\.json" is damaged: it is not JSON\. It is now ".*state\.damaged-.*\.json", and the state begins empty\.$/,
    hint: 'Look at the file that was set aside, and enable, disable and trust plugins again.',
  },
  STATE_LOCKED: {
    message:
      /^The lock ".*state\.lock" was not free within 10 ms: the process \d+ on ".*" since 2.*Z holds it\. The change holds in this process only\.$/,
    hint: 'Wait for the other process, or remove the lock if it has died.',
  },
  STATE_UNWRITABLE: {
    message:
      /^The state file ".*state\.json" was not written: it has the format 2 of a newer Hookline, and this one knows format 1\. The change holds in this process only\.$/,
    hint: 'Make the folder writable; until then changes last only as long as this process.',
  },
};
