import { pathToFileURL } from 'node:url';
import { describeThrown } from '../../errors/describe-value.ts';
import { configInvalid } from './config-invalid.ts';
import { loadTypeScript } from './load-typescript.ts';

interface ConfigModule {
  readonly default?: unknown;
}

/** The default export of a configuration module; what a function or a promise there gives. @throws HOST_CONFIG_INVALID */
export async function importConfig(file: string): Promise<unknown> {
  if (/\.m?ts$/.test(file)) await loadTypeScript(file);
  const { default: exported } = await importModule(file);
  if (exported === undefined) throw configInvalid(file, { problem: 'it has no default export' });
  try {
    return await (typeof exported === 'function' ? (exported as () => unknown)() : exported);
  } catch (thrown) {
    throw configInvalid(file, { problem: `what it exports failed: ${describeThrown(thrown)}`, cause: thrown });
  }
}

async function importModule(file: string): Promise<ConfigModule> {
  try {
    return (await import(pathToFileURL(file).href)) as ConfigModule;
  } catch (thrown) {
    throw configInvalid(file, { problem: `it cannot be imported: ${describeThrown(thrown)}`, cause: thrown });
  }
}
