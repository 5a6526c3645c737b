import { createRequire, register } from 'node:module';
import { HooklineError } from '../../errors/hookline-error.ts';

const COMPILER = '@swc/wasm-typescript';

let isReady = 'typescript' in process.features && process.features.typescript !== false;

/**
 * Makes Node able to import a TypeScript file. Newer ones are by themselves; older ones need a package beside the file that takes
 * the types away.
 *
 * @throws TYPESCRIPT_UNSUPPORTED
 */
export async function loadTypeScript(file: string): Promise<void> {
  if (isReady) return;
  const compiler = findCompiler(file);
  if (compiler === undefined) throw typeScriptUnsupported(file, process.versions.node);
  register(new URL('strip-types-hook.mjs', import.meta.url), { data: { compiler } });
  isReady = true;
}

/** From where the file is, so that a project decides for itself; else from where the framework is. */
function findCompiler(file: string): string | undefined {
  for (const from of [file, import.meta.url]) {
    try {
      return createRequire(from).resolve(COMPILER);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

export function typeScriptUnsupported(file: string, node: string): HooklineError {
  return new HooklineError('TYPESCRIPT_UNSUPPORTED', `Node ${node} cannot read TypeScript, as in ${file}.`, {
    hint: `Use Node 22.18 or newer, install "${COMPILER}", or give the file in JavaScript.`,
    data: { file, node },
  });
}
