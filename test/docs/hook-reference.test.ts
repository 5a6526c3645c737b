import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { siteHookspecs } from 'hookline/hookspecs/site';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';

const page = readFileSync(path.join(packageRoot, 'docs/reference/site-hooks.md'), 'utf8');

/** The parts of the execution model that every hook must document. */
const FACTS = ['kind', 'order', 'concurrency', 'isolation', 'time limit', 'when one fails'];

describe('the reference of the site hooks', () => {
  it('is what its generator writes', () => {
    const run = (): string =>
      execFileSync(process.execPath, ['scripts/hook-reference.mjs', '--check'], {
        cwd: packageRoot,
        encoding: 'utf8',
      });
    expect(run).not.toThrow();
  });

  it.each(Object.keys(siteHookspecs))('documents the execution model of %s', (name) => {
    const section = page.split(/^## /m).find((each) => each.startsWith(`${name}\n`)) ?? '';
    const facts = [...section.matchAll(/^\| (?<fact>[^|]+) \|/gm)].map(({ groups }) => groups?.['fact']);
    expect(facts).toEqual(expect.arrayContaining(FACTS));
  });
});
