import type { FoundPlugin } from '../../../src/discovery/source.ts';
import type { ResolutionInput } from '../../../src/manager/resolution/resolution-input.ts';
import type { Resolution } from '../../../src/manager/resolution/resolution.ts';
import { ManifestSchema, type ManifestInput } from '../../../src/manifest/manifest.ts';

/** A plugin as a source gives it: in `/plugins/<id>`, unless `place` says otherwise. */
export function found(
  manifest: Partial<ManifestInput> & { readonly id: string },
  place: Partial<FoundPlugin> = {},
): FoundPlugin {
  const folder = `/plugins/${manifest.id}`;
  return {
    id: manifest.id,
    manifest: ManifestSchema.parse({ version: '1.0.0', api: '^1.0', entry: './index.js', ...manifest }),
    problems: [],
    folder,
    manifestFile: `${place.folder ?? folder}/plugin.json`,
    entryFile: `${place.folder ?? folder}/index.js`,
    source: 'directory(/plugins)',
    trusted: true,
    ...place,
  };
}

/** A plugin that requires others: `needing('acme.a', { 'acme.b': '^1' })`. */
export function needing(id: string, plugins: Readonly<Record<string, string>>, version = '1.0.0'): FoundPlugin {
  return found({ id, version, dependencies: { plugins } });
}

/** An invalid plugin as a source gives it. */
export function invalid(id: string, folder = `/plugins/${id}`): FoundPlugin {
  const problem = {
    code: 'MANIFEST_SYNTAX' as const,
    severity: 'error' as const,
    message: 'The manifest is not JSON.',
    hint: 'Mend it.',
  };
  return { ...found({ id }, { folder }), manifest: undefined, problems: [problem] };
}

/** One source that finds `plugins`, in a host with API 1.2.0 on Linux, with nothing refused. */
export function inputOf(plugins: readonly FoundPlugin[], change: Partial<ResolutionInput> = {}): ResolutionInput {
  return {
    found: [plugins],
    host: { name: 'site', api: '1.2.0', adapters: [], services: new Map(), hookNames: new Set(['render']) },
    platform: { node: 'v22.12.0', os: 'linux', cpu: 'x64' },
    missingPrograms: new Set(),
    missingFiles: new Set(),
    disabled: new Set(),
    choices: new Map(),
    trustOf: () => undefined,
    isolationOf: () => undefined,
    configurationOf: () => undefined,
    failed: new Map(),
    ...change,
  };
}

/** By id, the verdict of everything that cannot run, in the order of the list. */
export function refusalsOf({ plugins }: Resolution): Record<string, unknown> {
  return Object.fromEntries(
    plugins.flatMap(({ id, verdict }) =>
      verdict === undefined ? [] : [[id, `${verdict.state} ${verdict.code}: ${verdict.reason} ${verdict.remedy}`]],
    ),
  );
}
