import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { entryPoints } from '../tooling/entry-points.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { listExportedNames } from './exported-names.ts';

const publicSources = entryPoints.map(({ source }) => source).filter((source) => source.startsWith('src/'));
const modules = entryPoints.map(({ specifier, source }) => [specifier, source] as const);

test.each(modules)('%s exports these names', (_specifier, source) => {
  expect(listExportedNames(source)).toMatchSnapshot();
});

test('src/public has one file per key of "exports"', () => {
  const files = readdirSync(join(packageRoot, 'src/public')).map((file) => `src/public/${file}`);
  expect(files.toSorted()).toEqual(publicSources.toSorted());
});

test.each(publicSources)('%s holds explicit named re-exports and nothing else', (source) => {
  const text = readFileSync(join(packageRoot, source), 'utf8');
  const { statements } = ts.createSourceFile(source, text, ts.ScriptTarget.ES2023);
  const others = statements.filter((statement) => !isNamedReexport(statement));
  expect(others.map((statement) => text.slice(statement.pos, statement.end).trim())).toEqual([]);
});

function isNamedReexport(statement: ts.Statement): boolean {
  return (
    ts.isExportDeclaration(statement) &&
    statement.moduleSpecifier !== undefined &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
  );
}
