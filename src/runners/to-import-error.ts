import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeThrown } from '../errors/describe-value.ts';
import { HooklineError, isHooklineError } from '../errors/hookline-error.ts';
import { nameEntry, type EntryRequest } from './entry-request.ts';
import { missingModule } from './missing-module.ts';

/** What an import was rejected with, as an error that says what to do: ENTRY_DEPENDENCY_MISSING, ENTRY_IMPORTS_PLUGIN or ENTRY_IMPORT_FAILED. */
export function toImportError(request: EntryRequest, thrown: unknown): HooklineError {
  if (isHooklineError(thrown) && thrown.code === 'ENTRY_IMPORTS_PLUGIN') return thrown;
  const { plugin, entryFile, folder } = request;
  const data = { plugin: plugin.id, version: plugin.version, file: entryFile };
  const missing = missingModule(thrown, folder);
  if (missing !== undefined) {
    const message = `${nameEntry(plugin)} imports ${missing.what}, which is not there.`;
    return new HooklineError('ENTRY_DEPENDENCY_MISSING', message, {
      hint: missing.hint,
      data: { ...data, missing: missing.name },
      cause: thrown,
    });
  }
  const message = `${nameEntry(plugin)} failed while it was imported: ${describeThrown(thrown)}`;
  return new HooklineError('ENTRY_IMPORT_FAILED', message, { hint: hintOf(thrown, request), data, cause: thrown });
}

function hintOf(thrown: unknown, request: EntryRequest): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.name === 'SyntaxError') return syntaxHint(thrown.stack, request);
  const isUnknownKind = 'code' in thrown && thrown.code === 'ERR_UNKNOWN_FILE_EXTENSION';
  return isUnknownKind ? 'Name a JavaScript file: this version of Node.js does not run TypeScript.' : undefined;
}

/** The stack begins with the place where the engine knows it. Of a module that cannot be parsed it does not even tell the file. */
function syntaxHint(stack: unknown, { entryFile, folder }: EntryRequest): string | undefined {
  if (typeof stack !== 'string') return undefined;
  const [, place, line] = /^(\S.*):(\d+)\n/.exec(stack) ?? [];
  if (place !== undefined) return `Mend line ${line} of "${toPath(place)}".`;
  // With a frame of the plugin it is an error of its code, for instance of JSON.parse.
  const isOfCode = stack.includes(folder) || stack.includes(pathToFileURL(folder).href);
  return isOfCode ? undefined : `Run "node ${entryFile}" to see the file and the line, and mend it.`;
}

function toPath(place: string): string {
  return place.startsWith('file:') ? fileURLToPath(place) : place;
}
