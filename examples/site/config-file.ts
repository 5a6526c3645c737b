import { access, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { SiteConfig } from 'hookline/hookspecs/site';
import { parse as parseYaml } from 'yaml';
import { toMessage } from './error-message.ts';
import { listIssues } from './list-issues.ts';
import { SiteError } from './site-error.ts';

/** The names that a configuration file may have in the source folder. */
export const CONFIG_FILES = ['site.config.json', 'site.config.yaml', 'site.config.yml'];

/** The configuration file of a source folder, or `undefined`. Two of them are one too many. */
export async function findConfigFile(source: string): Promise<string | undefined> {
  const found: string[] = [];
  for (const name of CONFIG_FILES) {
    if (await exists(join(source, name))) found.push(name);
  }
  if (found.length > 1) {
    throw new SiteError(`There are ${found.length} configuration files: ${found.join(', ')}. Keep one of them.`);
  }
  return found[0] === undefined ? undefined : join(source, found[0]);
}

/** Reads and checks a configuration file; the error names the file and every problem in it. */
export async function readConfigFile(file: string): Promise<SiteConfig> {
  const text = await readText(file);
  const result = SiteConfig.safeParse(parseText(file, text) ?? {});
  if (result.success) return result.data;
  throw new SiteError(`The configuration file "${file}" is not valid:\n${listIssues(result.error)}`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new SiteError(`The configuration file "${file}" cannot be read: ${toMessage(error)}.`, {
      cause: error,
    });
  }
}

function parseText(file: string, text: string): unknown {
  const isJson = extname(file) === '.json';
  const withoutBom = text.replace(/^\uFEFF/, '');
  try {
    return isJson ? (JSON.parse(withoutBom) as unknown) : (parseYaml(withoutBom) as unknown);
  } catch (error) {
    const format = isJson ? 'JSON' : 'YAML';
    throw new SiteError(`The configuration file "${file}" is not valid ${format}: ${toMessage(error)}`, {
      cause: error,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
