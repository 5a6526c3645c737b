import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { ownerOf, pluginImportError } from './plugin-folders.ts';

interface ModuleHooks {
  readonly resolve: (
    specifier: string,
    context: { readonly parentURL?: string },
    next: (specifier: string, context: object) => { readonly url: string },
  ) => { readonly url: string };
}

/** Older versions of Node only run such hooks in a thread of their own, which makes every import slow. */
const { registerHooks } = nodeModule as { readonly registerHooks?: (hooks: ModuleHooks) => unknown };

/** Whether this version of Node looks at each import as it is made. */
export const canGuardImports = registerHooks !== undefined;

let isRegistered = false;

/** By the URL of a module that is no file, the file of the plugin that imports it. Node keeps such modules for ever, too. */
const importers = new Map<string, string>();

/** From now on no plugin imports a file of another one, in whatever way it names it. */
export function guardImports(): void {
  if (isRegistered || registerHooks === undefined) return;
  isRegistered = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      const from = toFile(context.parentURL);
      if (from === undefined) return resolved;
      const to = toFile(resolved.url);
      const error = to === undefined ? undefined : pluginImportError(from, to);
      if (error !== undefined) throw error;
      if (resolved.url.startsWith('data:') && ownerOf(from) !== undefined) importers.set(resolved.url, from);
      return resolved;
    },
  });
}

function toFile(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  return url.startsWith('file:') ? fileURLToPath(url) : importers.get(url);
}
