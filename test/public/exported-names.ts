import { join } from 'node:path';
import ts from 'typescript';
import { packageRoot } from '../tooling/package-root.ts';

/** One line for each name that a module exports, in alphabetical order: the name, and whether it is a value, a type or both. */
export function listExportedNames(source: string): string {
  const file = join(packageRoot, source);
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const sourceFile = program.getSourceFile(file);
  const module = sourceFile && checker.getSymbolAtLocation(sourceFile);
  if (!module) throw new Error(`${source} does not exist or exports nothing`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => `${symbol.name}: ${kindOf(symbol, checker)}`)
    .toSorted()
    .join('\n');
}

/** `export type { Name }` of a class or value exports the type only. */
function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  const isType = (flags & ts.SymbolFlags.Type) !== 0;
  const isValue =
    (flags & ts.SymbolFlags.Value) !== 0 && !(symbol.declarations ?? []).some(ts.isTypeOnlyExportDeclaration);
  if (!isType && !isValue) throw new Error(`${symbol.name} is exported but does not resolve`);
  return [isValue ? 'value' : [], isType ? 'type' : []].flat().join(' and ');
}
