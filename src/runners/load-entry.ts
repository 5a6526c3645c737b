import { pathToFileURL } from 'node:url';

import { describeThrown } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { markCopy } from './fresh-copy.ts';
import { missingModule } from './missing-module.ts';
import { importModule } from './import-module.mjs';

export interface EntryRequest {
  readonly plugin: { readonly id: string; readonly version: string };
  /** The folder of the plugin and its entry module, absolute, links resolved. */
  readonly folder: string;
  readonly entryFile: string;
  /** How long the import may take, in milliseconds. */
  readonly timeoutMs: number;
  /** 0 for the modules as they were first imported; another number gives a copy of its own, which stays in memory. */
  readonly copy: number;
}

/**
 * Imports the entry of a plugin and gives its default export.
 *
 * @throws ENTRY_IMPORT_FAILED, ENTRY_IMPORT_TIMEOUT, ENTRY_DEPENDENCY_MISSING, ENTRY_EXPORT_INVALID
 */
export async function loadEntry(request: EntryRequest): Promise<unknown> {
  const { entryFile, copy, folder } = request;
  const url = pathToFileURL(entryFile);
  if (copy > 0) markCopy(url, folder, copy);
  return defaultOf(request, await withinLimit(request, importModule(url.href)));
}

async function withinLimit(request: EntryRequest, importing: Promise<object>): Promise<object> {
  const { plugin, timeoutMs, entryFile } = request;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const message = `${toName(plugin)} did not finish importing within ${timeoutMs} ms.`;
      const data = { plugin: plugin.id, version: plugin.version, file: entryFile, timeoutMs };
      reject(new HooklineError('ENTRY_IMPORT_TIMEOUT', message, { data }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([importing.catch((thrown: unknown) => Promise.reject(toError(request, thrown))), limit]);
  } finally {
    clearTimeout(timer);
  }
}

function toError(request: EntryRequest, thrown: unknown): HooklineError {
  const { plugin, entryFile, folder } = request;
  const data = { plugin: plugin.id, version: plugin.version, file: entryFile };
  const missing = missingModule(thrown, folder);
  if (missing !== undefined) {
    const message = `${toName(plugin)} imports ${missing.what}, which is not there.`;
    return new HooklineError('ENTRY_DEPENDENCY_MISSING', message, {
      hint: missing.hint,
      data: { ...data, missing: missing.name },
      cause: thrown,
    });
  }
  const message = `${toName(plugin)} failed while it was imported: ${describeThrown(thrown)}`;
  return new HooklineError('ENTRY_IMPORT_FAILED', message, { hint: hintOf(thrown, entryFile), data, cause: thrown });
}

/** The engine does not tell where a syntax error in a module is; `node --check` does. */
function hintOf(thrown: unknown, file: string): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.name === 'SyntaxError') return `Run "node --check ${file}" to see the place, and mend it.`;
  const isUnknownKind = 'code' in thrown && thrown.code === 'ERR_UNKNOWN_FILE_EXTENSION';
  return isUnknownKind ? 'Name a JavaScript file: this version of Node.js does not run TypeScript.' : undefined;
}

function defaultOf({ plugin, entryFile }: EntryRequest, namespace: object): unknown {
  const exported = (namespace as { default?: unknown }).default;
  // What a compiler made of "export default" in CommonJS is one level deeper.
  if (typeof exported === 'object' && exported !== null && '__esModule' in exported && 'default' in exported) {
    return exported.default;
  }
  if (exported !== undefined) return exported;
  const names = Object.keys(namespace).filter((name) => name !== 'default' && name !== 'module.exports');
  const others =
    names.length === 0 ? 'it exports nothing' : `it exports ${names.map((name) => `"${name}"`).join(', ')}`;
  throw new HooklineError('ENTRY_EXPORT_INVALID', `${toName(plugin)} has no default export: ${others}.`, {
    data: { plugin: plugin.id, version: plugin.version, file: entryFile, exports: names },
  });
}

function toName({ id, version }: EntryRequest['plugin']): string {
  return `The entry of the plugin "${id}" ${version}`;
}
