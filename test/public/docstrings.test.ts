import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { entryPoints } from '../tooling/entry-points.ts';
import { packageRoot } from '../tooling/package-root.ts';

test('every exported name says what it is', () => {
  const files = entryPoints.map(({ source }) => join(packageRoot, source));
  const { options } = ts.parseJsonConfigFileContent({ extends: './tsconfig.json' }, ts.sys, packageRoot);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const silent = files.flatMap((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    return checker.getExportsOfModule(module).filter((name) => docstringOf(name, checker) === '');
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});

function docstringOf(name: ts.Symbol, checker: ts.TypeChecker): string {
  const isAlias = (name.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(name) : name;
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
}
