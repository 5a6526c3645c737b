import module, { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { takeAwayFunctions, toDenial } from './take-away.mjs';

/** Modules of Node that no permission stands for: they debug, fork, or open files and addresses on their own. */
const REFUSED = ['cluster', 'inspector', 'inspector/promises', 'repl', 'sqlite', 'trace_events', 'wasi'];

/** Before there were hooks, only what these hold could be taken away. */
const EMPTIED = ['inspector', 'trace_events', 'wasi'];

/** @param {{ native: boolean }} granted */
export function refuseModules({ native }) {
  const refused = new Set(native ? REFUSED : [...REFUSED, 'ffi']);
  const assertAllowed = (id) => {
    const name = String(id).replace(/^node:/, '');
    if (refused.has(name)) throw toDenial(`node:${name}`);
  };
  wrap(process, 'getBuiltinModule', assertAllowed);
  if (module.registerHooks) refuseImports(assertAllowed);
  else refuseRequires(assertAllowed);
}

function refuseImports(assertAllowed) {
  module.registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (resolved.url.startsWith('node:')) assertAllowed(resolved.url);
      return resolved;
    },
  });
}

function refuseRequires(assertAllowed) {
  const require = createRequire(import.meta.url);
  for (const name of EMPTIED) {
    // A thread has no trace events.
    if (isMainThread || name !== 'trace_events') takeAwayFunctions(require(`node:${name}`), name);
  }
  wrap(module, '_load', assertAllowed);
}

/** Lets a check see the first argument of each call. */
function wrap(owner, name, check) {
  const original = owner[name];
  if (typeof original !== 'function') return;
  const value = function checked(...args) {
    check(args[0]);
    return Reflect.apply(original, this, args);
  };
  Reflect.defineProperty(owner, name, { value, writable: false, configurable: false });
}
