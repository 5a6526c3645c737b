import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateProblems } from '../../src/manifest/locate-problems.ts';
import { formatPath, parsePath } from '../../src/manifest/manifest-path.ts';
import type { Problem } from '../../src/manifest/problem.ts';
import type { ManifestFormat } from '../../src/manifest/read-document.ts';

function problemAt(path: string): Problem {
  return { code: 'ENTRY_MISSING', severity: 'error', message: 'Gone.', hint: 'Make it.', path };
}

function locate(path: string, text: string, format: ManifestFormat): unknown {
  const [located] = locateProblems([problemAt(path)], text, format);
  return [located?.path, located?.line, located?.column];
}

describe('locateProblems', () => {
  test.each<[ManifestFormat, string, string, number, number]>([
    ['json', '{\n  "entry": "./a.js"\n}', 'entry', 2, 12],
    ['package-json', '{ "main": "./b.js",\n  "hookline": { "entry": "./a.js" } }', 'hookline.entry', 2, 26],
    ['package-json', '{ "hookline": {},\n  "main": "./b.js" }', 'main', 2, 11],
    ['package-json', '{ "hookline": {},\n  "exports": { ".": "./b.js" } }', 'exports["."]', 2, 21],
    ['markdown', '---\nid: acme.a\nentry: ./a.js\n---\n', 'entry', 3, 8],
  ])('finds the entry in %s', (format, text, path, line, column) => {
    expect(locate('entry', text, format)).toEqual([path, line, column]);
  });

  test('gives the place of what surrounds a value that is not there', () => {
    expect(locate('hooks.render.priority', '{ "hooks":\n {} }', 'json')).toEqual(['hooks.render.priority', 2, 2]);
  });

  test('leaves alone what has no place', () => {
    const { path: _, ...problem } = problemAt('');
    expect(locateProblems([problem], '{}', 'json')).toEqual([problem]);
    expect(locateProblems([problemAt('entry')], '# no head', 'markdown')).toEqual([problemAt('entry')]);
  });
});

describe('a path', () => {
  test.each([
    [['hooks', 'render', 0, 'priority'], 'hooks.render[0].priority'],
    [['dependencies', 'plugins', 'acme.store'], 'dependencies.plugins["acme.store"]'],
    [['a"b', ''], '["a\\"b"][""]'],
    [[], ''],
  ])('%j is written %j', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });

  test('can be read again', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(), fc.string(), fc.constantFrom('a', 'b-c', '$d'))), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });
});
