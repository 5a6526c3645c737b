import { HooklineError } from '../../errors/hookline-error.ts';
import { canGuardImports } from '../../runners/guard-imports.ts';
import { loadEntry } from '../../runners/load-entry.ts';
import { findPluginImport } from './find-plugin-import.ts';
import type { InstanceParts } from './instance-parts.ts';
import type { LoadedPlugin } from './loaded-plugin.ts';
import { withinLimit } from '../../runners/within-limit.ts';

type LoadParts = Pick<InstanceParts, 'copies' | 'options' | 'record' | 'resolved' | 'restarts' | 'runtime' | 'survey'>;

/**
 * Imports the entry of a plugin, or asks for it where the plugin is in code.
 *
 * @throws PLUGIN_UNTRUSTED or LOCK_MISMATCH if its files have changed since they were trusted or locked, and what `loadEntry` throws
 */
export async function loadPlugin(parts: LoadParts, timeoutMs: number): Promise<LoadedPlugin> {
  const { record, resolved, runtime, survey, copies } = parts;
  const { folder, entryFile, load } = resolved.found;
  const plugin = { id: record.id, version: record.version };
  if (load !== undefined) return loadWithin(plugin, load, timeoutMs);
  await assertTrusted(parts);
  runtime.knowFolders(survey.facts);
  const foreign = canGuardImports ? undefined : await findPluginImport(entryFile!);
  if (foreign !== undefined) throw foreign;
  const runner = survey.runnerOf(record.found);
  if (runner === 'worker' || runner === 'process') {
    // Most hosts run all plugins in their own thread, and need none of this.
    const { startUnit } = await import('../isolation/start-unit.ts');
    return startUnit(runner, parts, timeoutMs);
  }
  runtime.claim(plugin, folder);
  const copy = await copies.take(resolved.found);
  try {
    return await loadEntry({ plugin, folder: folder!, entryFile: entryFile!, timeoutMs, copy });
  } catch (error) {
    throw runtime.redactor.redactThrown(error);
  }
}

/** What was trusted is what the files were then, and it may be long ago that they were looked at. */
async function assertTrusted({ record, survey }: LoadParts): Promise<void> {
  const verdict = await survey.judgeTrust(record.found);
  if (verdict === undefined) return;
  const { code, reason, remedy } = verdict;
  throw new HooklineError(code, reason, {
    hint: remedy,
    data: { plugin: record.id, version: record.version },
  });
}

/** A plugin in code may be imported as well. */
async function loadWithin(
  plugin: { readonly id: string; readonly version: string },
  load: () => unknown,
  timeoutMs: number,
): Promise<LoadedPlugin> {
  const ended = await withinLimit(load, timeoutMs);
  if (ended.status === 'done') return { exported: ended.value };
  if (ended.status === 'failed') throw ended.thrown;
  const message = `The entry of the plugin "${plugin.id}" ${plugin.version} did not finish importing within ${timeoutMs} ms.`;
  throw new HooklineError('ENTRY_IMPORT_TIMEOUT', message, { data: { ...plugin, timeoutMs } });
}
