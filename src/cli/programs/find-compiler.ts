import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Compiler {
  /** What runs `tsc`, as it is installed for the plugin or above it. */
  readonly argv: readonly string[];
  /** The configuration that checks. */
  readonly config: string;
  /** The configuration that builds: `tsconfig.build.json`, or the same one. */
  readonly buildConfig: string;
}

/** The TypeScript of a plugin; `undefined` if it has no configuration of it, or it is not installed. */
export function findCompiler(folder: string): Compiler | undefined {
  const config = join(folder, 'tsconfig.json');
  const script = existsSync(config) ? findScript(folder) : undefined;
  if (script === undefined) return undefined;
  const buildConfig = join(folder, 'tsconfig.build.json');
  return { argv: [process.execPath, script], config, buildConfig: existsSync(buildConfig) ? buildConfig : config };
}

function findScript(folder: string): string | undefined {
  try {
    const require = createRequire(join(folder, 'package.json'));
    const file = require.resolve('typescript/package.json');
    const { bin } = require(file) as { readonly bin?: unknown };
    // Wherever it is called so, it is the compiler.
    const scripts = Object.entries(typeof bin === 'object' && bin !== null ? bin : {});
    const [, path] = scripts.find(([name]) => /^tsc\d*$/.test(name)) ?? [];
    return typeof path === 'string' ? join(dirname(file), path) : undefined;
  } catch {
    return undefined;
  }
}
