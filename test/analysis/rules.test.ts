import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzePlugin } from '../../src/analysis/analyze-plugin.ts';
import type { KnownHookspec } from '../../src/analysis/plugin-code.ts';
import { RULES } from '../../src/analysis/rules.ts';
import type { ManifestInput } from '../../src/manifest/manifest.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { toManifest } from './any-manifest.ts';

const FIXTURES = join(packageRoot, 'test/analysis/fixtures');

interface Place {
  readonly path: string;
  readonly line: number;
  readonly severity?: string;
}

function casesOf(rule: string, kind: 'bad' | 'good'): readonly string[] {
  return readdirSync(join(FIXTURES, rule)).filter((name) => name === kind || name.startsWith(`${kind}-`));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Each finding is marked in its line by a comment `<- rule`; those in other files stand in expected.json. */
function expectedIn(folder: string, rule: string): readonly Place[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.[cm]?[jt]s$/.test(path));
  const marked = files.flatMap((path) =>
    readFileSync(join(folder, path), 'utf8')
      .split('\n')
      .flatMap((text, index) => {
        const marks = text.split(`<- ${rule}`).length - 1;
        return Array.from({ length: marks }, () => ({ path: path.replaceAll('\\', '/'), line: index + 1 }));
      }),
  );
  const listed = (readJson(join(folder, 'expected.json')) ?? []) as readonly Place[];
  return [...marked, ...listed.map(({ path, line }) => ({ path, line }))].toSorted(byPlace);
}

function byPlace(one: Place, other: Place): number {
  return one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1;
}

async function findIn(folder: string, rule: string): Promise<readonly Place[]> {
  const entry = readdirSync(folder).find((name) => /^index\.[cm]?[jt]sx?$/.test(name));
  const { findings } = await analyzePlugin({
    folder,
    entryFile: join(folder, entry!),
    manifest: toManifest(readJson(join(folder, 'plugin.json')) as Partial<ManifestInput>),
    hookspecs: readJson(join(folder, 'hookspecs.json')) as Readonly<Record<string, KnownHookspec>> | undefined,
    pluginFolders: [join(folder, 'others/store')],
  });
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ path, line }) => ({ path, line }))
    .toSorted(byPlace);
}

describe.each(RULES.map(({ id }) => id))('the rule %s', (rule) => {
  it('has fixtures of both kinds', () => {
    expect(casesOf(rule, 'bad')).not.toEqual([]);
    expect(casesOf(rule, 'good')).not.toEqual([]);
  });

  it.each(casesOf(rule, 'bad'))('finds what is marked in "%s", and nothing else', async (name) => {
    const folder = join(FIXTURES, rule, name);
    const expected = expectedIn(folder, rule);
    expect(expected).not.toEqual([]);
    expect(await findIn(folder, rule)).toEqual(expected);
  });

  it.each(casesOf(rule, 'good'))('leaves "%s" alone', async (name) => {
    expect(await findIn(join(FIXTURES, rule, name), rule)).toEqual([]);
  });
});

it('has no fixtures of rules that are not there, and ids in alphabetical order', () => {
  const ids = RULES.map(({ id }) => id);
  expect(readdirSync(FIXTURES).toSorted()).toEqual(ids.toSorted());
  expect(ids).toEqual(ids.toSorted());
});
