import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { directory } from '../../discovery/directory.ts';
import { list } from '../../discovery/list.ts';
import { nodeModules } from '../../discovery/node-modules.ts';
import type { Source } from '../../discovery/source.ts';
import { describeThrown } from '../../errors/describe-value.ts';
import { withoutMark } from '../../manifest/without-mark.ts';
import { configInvalid } from './config-invalid.ts';
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
const JsonConfig = z.looseObject({
  $schema: z.string().optional(),
  host: z.strictObject({ name: z.string(), api: z.string(), guide: z.string().optional() }),
  /** A module with hookspecs, with `#name` for an export other than the only one. */
  hookspecs: z.string().optional(),
  sources: z.array(JsonSource).default([]),
  stateDir: z.string().optional(),
});

const HINT = 'It is plain JSON, without comments; the guide of the command line shows one.';

/** Reads `hookline.config.json`. @throws HOST_CONFIG_INVALID */
export async function readJsonConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  const parsed = JsonConfig.safeParse(await readFileAsJson(file));
  if (!parsed.success) throw configInvalid(file, { problem: problemsOf(parsed.error), hint: HINT });
  const { $schema: _schema, hookspecs, sources, stateDir, ...rest } = parsed.data;
  const folder = dirname(file);
  return {
    ...rest,
    hookspecs: hookspecs === undefined ? {} : await importHookspecs(hookspecs, folder),
    sources: sources.map((source) => toSource(source, folder)),
    ...(stateDir === undefined ? {} : { stateDir: resolve(folder, stateDir) }),
  };
}

async function readFileAsJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(withoutMark(await readFile(file, 'utf8'))) as unknown;
  } catch (thrown) {
    throw configInvalid(file, { problem: describeThrown(thrown), hint: HINT, cause: thrown });
  }
}

/** In one sentence: `"host.api" is not valid: expected string, received undefined`. */
function problemsOf({ issues }: z.ZodError): string {
  return issues
    .map(
      ({ path, message }) =>
        `"${path.join('.') || 'the file'}" is not valid: ${message.replace(/^Invalid input: /, '')}`,
    )
    .join('; ');
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
