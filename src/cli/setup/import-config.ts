import { pathToFileURL } from 'node:url';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { loadTypeScript } from './load-typescript.ts';

/** The default export of a configuration module; what a function there gives. @throws HOST_CONFIG_INVALID */
export async function importConfig(file: string): Promise<unknown> {
  if (/\.m?ts$/.test(file)) await loadTypeScript(file);
  const exported = await importDefault(file);
  if (typeof exported !== 'function') return exported;
  try {
    return await (exported as () => unknown)();
  } catch (thrown) {
    throw invalid(file, `the function that it exports failed: ${describeThrown(thrown)}`, thrown);
  }
}

async function importDefault(file: string): Promise<unknown> {
  let namespace: { readonly default?: unknown };
  try {
    namespace = (await import(pathToFileURL(file).href)) as typeof namespace;
  } catch (thrown) {
    throw invalid(file, `it cannot be imported: ${describeThrown(thrown)}`, thrown);
  }
  if (namespace.default === undefined) throw invalid(file, 'it has no default export');
  return namespace.default;
}

function invalid(file: string, problem: string, ...cause: unknown[]): HooklineError {
  return new HooklineError('HOST_CONFIG_INVALID', `The configuration ${file} cannot be used: ${problem}.`, {
    hint: 'Let it export by default what createPluginManager takes, such as with defineConfig({ host, hookspecs, sources }).',
    data: { file, problem },
    ...(cause.length === 0 ? {} : { cause: cause[0] }),
  });
}
