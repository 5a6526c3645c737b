import { join } from 'node:path';
import { createStateStore } from '../../manager/state/state-store.ts';
import { changeFolder, exists, setAside } from '../install/folder-change.ts';
import type { Removable } from './find-removable.ts';

interface Removal {
  readonly stateDir: string | undefined;
  readonly keepData: boolean;
}

/** Where a plugin keeps its files; `undefined` if it has none. */
export async function findData(id: string, stateDir: string | undefined): Promise<string | undefined> {
  const folder = stateDir === undefined ? undefined : join(stateDir, 'data', id);
  return folder !== undefined && (await exists(folder)) ? folder : undefined;
}

/**
 * Removes the folder of a plugin, or the link to it, then what was said of it, then its data. If the settings cannot be written,
 * everything is as before. @throws FOLDER_UNWRITABLE, STATE_UNWRITABLE, STATE_LOCKED
 */
export async function removePlugin(
  { root, name, found: { id } }: Removable,
  { stateDir, keepData }: Removal,
): Promise<void> {
  await changeFolder(root, async () => {
    const aside = await setAside(root, name);
    try {
      if (stateDir !== undefined) await forget(id, stateDir);
    } catch (thrown) {
      await aside.undo();
      throw thrown;
    }
    await aside.remove();
  });
  if (keepData || (await findData(id, stateDir)) === undefined) return;
  const data = join(stateDir!, 'data');
  await changeFolder(data, async () => (await setAside(data, id)).remove());
}

async function forget(id: string, stateDir: string): Promise<void> {
  const store = createStateStore({ folder: stateDir });
  await store.load();
  await store.update(({ plugins }) => {
    plugins[id] = {};
  });
}
