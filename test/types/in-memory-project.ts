import { join } from 'node:path';
import ts from 'typescript';
import { assertBuilt } from '../tooling/assert-built.ts';
import { packageRoot } from '../tooling/package-root.ts';

/** Shared, because most of the time goes into reading the declarations of the libraries. */
const registry = ts.createDocumentRegistry();

/** A place from which `hookline` and its dependencies resolve; there is nothing at it on the disk. */
const FOLDER = join(packageRoot, 'in-memory');

/** Files in memory that see the built package by its name, as the editor and the compiler of a user see them. */
export class InMemoryProject {
  readonly #texts = new Map<string, string>();
  readonly #service: ts.LanguageService;

  constructor(files: Readonly<Record<string, string>>) {
    assertBuilt();
    for (const [name, text] of Object.entries(files)) this.#texts.set(toPath(name), text);
    this.#service = ts.createLanguageService(this.#toHost(), registry);
  }

  /** What the compiler has to say against a file; further lines of a message are indented as it indents them. */
  problemsOf(name: string): string[] {
    const path = toPath(name);
    const { getSyntacticDiagnostics, getSemanticDiagnostics } = this.#service;
    return [...getSyntacticDiagnostics(path), ...getSemanticDiagnostics(path)].map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
  }

  /** What the editor shows for the word that `marked` ends with, at its first place in the file. */
  hoverOver(name: string, marked: string): { readonly code: string; readonly documentation: string } {
    const info = this.#service.getQuickInfoAtPosition(toPath(name), this.#endOf(name, marked) - 1);
    if (info === undefined) throw new Error(`The editor shows nothing for the end of: ${marked}`);
    return {
      code: ts.displayPartsToString(info.displayParts),
      documentation: ts.displayPartsToString(info.documentation),
    };
  }

  /** The names that the editor proposes behind `marked`. */
  completionsBehind(name: string, marked: string): string[] {
    const completions = this.#service.getCompletionsAtPosition(toPath(name), this.#endOf(name, marked), {});
    return (completions?.entries ?? []).map((entry) => entry.name);
  }

  /** How many types the compiler has made out of generic ones to check all files. */
  countInstantiations(): number {
    const program = this.#service.getProgram();
    if (program === undefined) throw new Error('There is no program.');
    const [problem] = ts.getPreEmitDiagnostics(program);
    if (problem !== undefined) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
    return program.getInstantiationCount();
  }

  #endOf(name: string, marked: string): number {
    const start = this.#texts.get(toPath(name))?.indexOf(marked) ?? -1;
    if (start === -1) throw new Error(`${name} does not hold: ${marked}`);
    return start + marked.length;
  }

  #toHost(): ts.LanguageServiceHost {
    const read = (path: string): string | undefined => this.#texts.get(path) ?? ts.sys.readFile(path);
    return {
      getCompilationSettings: () => OPTIONS,
      getScriptFileNames: () => [...this.#texts.keys()],
      // The registry takes files of one name and version for the same, also those of another project.
      getScriptVersion: (path) => this.#texts.get(path) ?? '1',
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => packageRoot,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      fileExists: (path) => this.#texts.has(path) || ts.sys.fileExists(path),
      readFile: read,
      directoryExists: (path) => path === FOLDER || ts.sys.directoryExists(path),
      getDirectories: ts.sys.getDirectories,
      ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
    };
  }
}

const { outDir: _outDir, ...repositoryOptions } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(packageRoot, 'tsconfig.json'), ts.sys.readFile).config,
  { ...ts.sys, readDirectory: () => [] },
  packageRoot,
).options;

/** As strict as the repository. If there were an `outDir`, `hookline` would resolve to the sources of what is in it. */
const OPTIONS: ts.CompilerOptions = { ...repositoryOptions, allowImportingTsExtensions: true };

function toPath(name: string): string {
  return join(FOLDER, name);
}
