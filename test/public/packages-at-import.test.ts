import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';

// zod and yaml take long to load. Whoever lists plugins whose manifests are known needs neither.
test.each([
  ['src/public/index.ts', ['eventemitter3', 'semver', 'tapable']],
  ['src/public/plugin.ts', []],
  ['src/public/testing.ts', ['eventemitter3', 'semver', 'tapable', 'zod']],
  ['src/cli/bin.ts', ['commander', 'fast-wrap-ansi']],
  ['src/manifest/parse-json-manifest.ts', ['semver', 'zod']],
  ['src/manifest/parse-manifest.ts', ['semver', 'yaml', 'zod']],
])('%s loads no package when it is imported but %j', (entry, packages) => {
  expect(listPackages(entry)).toEqual(packages);
});

/** The packages that a module and what it imports load at once, by name; an import that waits until it is needed is none. */
function listPackages(entry: string): readonly string[] {
  const packages = new Set<string>();
  const files = new Set([join(packageRoot, entry)]);
  for (const file of files) {
    for (const specifier of listImports(file)) {
      if (specifier.startsWith('.')) files.add(join(dirname(file), specifier));
      else if (!specifier.startsWith('node:')) packages.add(specifier.split('/')[0]!);
    }
  }
  expect([...files].filter((file) => !existsSync(file))).toEqual([]);
  return [...packages].toSorted();
}

function listImports(file: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023);
  return statements.flatMap((statement) => {
    const isLoaded =
      (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly);
    if (!isLoaded || statement.moduleSpecifier === undefined) return [];
    return ts.isStringLiteral(statement.moduleSpecifier) ? [statement.moduleSpecifier.text] : [];
  });
}
