import { pathToFileURL } from 'node:url';
import { HooklineError } from '../errors/hookline-error.ts';
import { nameEntry, type EntryRequest } from './entry-request.ts';
import { markCopy } from './fresh-copy.ts';
import { importModule } from './import-module.mjs';
import { toImportError } from './to-import-error.ts';
import { withinLimit } from './within-limit.ts';

/** In an object, because a promise would be waited for if a promise gave it: a plugin that exports one is told so. */
export interface LoadedEntry {
  readonly exported: unknown;
}

/**
 * Imports the entry of a plugin and gives its default export.
 *
 * @throws ENTRY_IMPORT_FAILED, ENTRY_IMPORT_TIMEOUT, ENTRY_IMPORTS_PLUGIN, ENTRY_DEPENDENCY_MISSING, ENTRY_EXPORT_INVALID
 */
export async function loadEntry(request: EntryRequest): Promise<LoadedEntry> {
  const { entryFile, copy, folder } = request;
  const url = pathToFileURL(entryFile);
  if (copy > 0) markCopy(url, folder, copy);
  return { exported: defaultOf(request, await importEntry(request, url.href)) };
}

/** The namespace of the entry, if it comes in time. */
async function importEntry(request: EntryRequest, address: string): Promise<object> {
  const { plugin, timeoutMs, entryFile } = request;
  const ended = await withinLimit(() => importModule(address), timeoutMs);
  if (ended.status === 'done') return ended.value;
  if (ended.status === 'failed') throw toImportError(request, ended.thrown);
  const message = `${nameEntry(plugin)} did not finish importing within ${timeoutMs} ms.`;
  const data = { plugin: plugin.id, version: plugin.version, file: entryFile, timeoutMs };
  throw new HooklineError('ENTRY_IMPORT_TIMEOUT', message, { data });
}

function defaultOf({ plugin, entryFile }: EntryRequest, namespace: object): unknown {
  const exported = (namespace as { readonly default?: unknown }).default;
  if (exported !== undefined) return isCompiled(exported) ? exported.default : exported;
  const names = Object.keys(namespace).filter((name) => name !== 'default' && name !== 'module.exports');
  const others =
    names.length === 0 ? 'it exports nothing' : `it exports ${names.map((name) => `"${name}"`).join(', ')}`;
  throw new HooklineError('ENTRY_EXPORT_INVALID', `${nameEntry(plugin)} has no default export: ${others}.`, {
    data: { plugin: plugin.id, version: plugin.version, file: entryFile, exports: names },
  });
}

/** What a compiler made of "export default" in CommonJS is one level deeper. */
function isCompiled(exported: unknown): exported is { readonly default: unknown } {
  try {
    return typeof exported === 'object' && exported !== null && '__esModule' in exported && 'default' in exported;
  } catch {
    // A proxy; whoever reads it next says what is wrong with it.
    return false;
  }
}
