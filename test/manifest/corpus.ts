import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostProblems } from '../../src/manifest/host-problems.ts';
import { locateProblems } from '../../src/manifest/locate-problems.ts';
import { parseManifest, type ManifestFormat } from '../../src/manifest/parse-manifest.ts';
import type { Problem } from '../../src/manifest/problem.ts';
import { packageRoot } from '../tooling/package-root.ts';

const FOLDER = join(packageRoot, 'test/fixtures/manifests');
/** The folder of manifests without problems. */
const VALID = 'valid';

/** A manifest that is kept as a file; the folder that it lies in is the code of what is wrong with it. */
export interface Fixture {
  /** `MANIFEST_SYNTAX/comma-missing.json`. */
  readonly name: string;
  readonly code: string;
  readonly format: ManifestFormat;
  readonly file: string;
  readonly text: string;
}

const fixtures: readonly Fixture[] = readdirSync(FOLDER).toSorted().flatMap(listFolder);

export const badFixtures = fixtures.filter(({ code }) => code !== VALID);
export const validFixtures = fixtures.filter(({ code }) => code === VALID);

function listFolder(code: string): readonly Fixture[] {
  return readdirSync(join(FOLDER, code))
    .toSorted()
    .map((name) => {
      const file = join(FOLDER, code, name);
      return { name: `${code}/${name}`, code, format: formatOf(name), file, text: readFileSync(file, 'utf8') };
    });
}

function formatOf(name: string): ManifestFormat {
  if (name.endsWith('.package.json')) return 'package-json';
  return name.endsWith('.md') ? 'markdown' : 'json';
}

/** The names of a host for the fixtures. */
const HOST = {
  hookNames: new Set(['after_page_render', 'resolve_page', 'admin_dashboard_stats', 'render']),
  reservedPrefixes: new Set(['hookline', 'site']),
};

/** All that can be said of a manifest without its files: its own problems, or those that it has with the host. */
export function listProblems({ text, file, format }: Omit<Fixture, 'name' | 'code'>): readonly Problem[] {
  const { manifest, problems } = parseManifest(text, { file, format });
  if (manifest === undefined) return problems;
  const ofHost = hostProblems(manifest, HOST).map((problem) => ({ ...problem, file }));
  return [...problems, ...locateProblems(ofHost, text, format)];
}
