import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { directory } from '../../discovery/directory.ts';
import { list } from '../../discovery/list.ts';
import { nodeModules } from '../../discovery/node-modules.ts';
import type { Source } from '../../discovery/source.ts';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { importHookspecs } from './import-hookspecs.ts';

const origin = { trusted: z.boolean().optional(), firstParty: z.boolean().optional() };

/** A source as JSON: a folder of plugins by its path, or an object for the other kinds. */
const JsonSource = z.union([
  z.string(),
  z.strictObject({ directory: z.string(), ...origin }),
  z.strictObject({ nodeModules: z.string(), ...origin }),
  z.strictObject({ list: z.array(z.string()), ...origin }),
]);

/** What JSON can say of the options of a manager. Paths start at the folder of the file. */
export const JsonConfig = z.looseObject({
  $schema: z.string().optional(),
  host: z.strictObject({ name: z.string(), api: z.string(), guide: z.string().optional() }),
  /** A module with hookspecs, with `#name` for an export other than the only one. */
  hookspecs: z.string().optional(),
  sources: z.array(JsonSource).default([]),
  stateDir: z.string().optional(),
});

/** Reads `hookline.config.json`. @throws HOST_CONFIG_INVALID */
export async function readJsonConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  const parsed = JsonConfig.safeParse(await readJson(file));
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error));
  const { $schema: _schema, hookspecs, sources, stateDir, ...rest } = parsed.data;
  const folder = dirname(file);
  return {
    ...rest,
    hookspecs: hookspecs === undefined ? {} : await importHookspecs(hookspecs, folder),
    sources: sources.map((source) => toSource(source, folder)),
    ...(stateDir === undefined ? {} : { stateDir: resolve(folder, stateDir) }),
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (thrown) {
    throw invalid(file, describeThrown(thrown), thrown);
  }
}

function toSource(source: z.output<typeof JsonSource>, folder: string): Source {
  if (typeof source === 'string') return directory(resolve(folder, source));
  const { trusted = false, firstParty = false } = source;
  const options = { trusted, firstParty };
  if ('directory' in source) return directory(resolve(folder, source.directory), options);
  if ('nodeModules' in source) return nodeModules({ from: resolve(folder, source.nodeModules), ...options });
  const paths = source.list.map((path) => resolve(folder, path));
  return list(paths, options);
}

function invalid(file: string, problem: string, ...cause: unknown[]): HooklineError {
  return new HooklineError('HOST_CONFIG_INVALID', `The configuration ${file} cannot be used: ${problem}`, {
    hint: 'See the page of the configuration file for what it may hold.',
    data: { file, problem },
    ...(cause.length === 0 ? {} : { cause: cause[0] }),
  });
}
