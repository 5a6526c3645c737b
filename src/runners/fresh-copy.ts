import * as nodeModule from 'node:module';
import { sep } from 'node:path';

const COPY = 'hookline-copy';

/** Hands the number of the copy on from a module to those that it imports by a relative path. */
interface ModuleHooks {
  readonly resolve: (
    specifier: string,
    context: { readonly parentURL?: string },
    next: (specifier: string, context: object) => { url: string },
  ) => { url: string };
}

/** Newer versions of Node run the hook in the thread that imports; the types are of the oldest that is supported. */
const { registerHooks } = nodeModule as { readonly registerHooks?: (hooks: ModuleHooks) => unknown };

let isRegistered = false;

/**
 * Marks the address of a module so that importing it loads it, and what it imports by relative paths, anew. Nothing can
 * unload the copies that were there before.
 */
export function markCopy(url: URL, folder: string, copy: number): void {
  url.searchParams.set(COPY, String(copy));
  forgetCommonJs(folder);
  if (isRegistered) return;
  isRegistered = true;
  if (registerHooks !== undefined) {
    registerHooks({
      resolve: (specifier, context, next) => handOn(specifier, context.parentURL, next(specifier, context)),
    });
    return;
  }
  nodeModule.register(asDataUrl());
}

function handOn<Resolved extends { url: string }>(specifier: string, parent = '', resolved: Resolved): Resolved {
  const [, copy] = /[?&]hookline-copy=(\d+)/.exec(parent) ?? [];
  if (copy === undefined || !specifier.startsWith('.') || resolved.url.includes('?')) return resolved;
  return { ...resolved, url: `${resolved.url}?hookline-copy=${copy}` };
}

/** Older versions run the hook in a thread of its own, where it has to stand by itself. */
function asDataUrl(): string {
  const source = `export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  const [, copy] = /[?&]${COPY}=(\\d+)/.exec(context.parentURL ?? '') ?? [];
  if (copy === undefined || !specifier.startsWith('.') || resolved.url.includes('?')) return resolved;
  return { ...resolved, url: resolved.url + '?${COPY}=' + copy };
}`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

function forgetCommonJs(folder: string): void {
  const { cache } = nodeModule.createRequire(import.meta.url);
  for (const file of Object.keys(cache)) {
    if (file.startsWith(folder + sep)) Reflect.deleteProperty(cache, file);
  }
}
