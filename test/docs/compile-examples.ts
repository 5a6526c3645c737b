import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../tooling/package-root.ts';
import type { CodeExample, ExampleFile } from './code-example.ts';

/** Inside the repository, so that `hookline` and `zod` resolve as they do for a user. */
const FOLDER = join(packageRoot, '.cache/docs');

const TSCONFIG = {
  extends: '../../tsconfig.json',
  compilerOptions: {
    noEmit: false,
    rootDir: 'src',
    outDir: 'out',
    declaration: false,
    sourceMap: true,
    inlineSources: true,
  },
  include: ['src/**/*.ts'],
};

/** An example as the compiler has made it, in a folder of its own. */
export interface CompiledExample extends CodeExample {
  /** Where it runs: the files that its document shows lie there. */
  readonly folder: string;
  /** What the compiler read. */
  readonly source: string;
  /** What the compiler made of it. */
  readonly program: string;
  /** What the compiler has to say against it, with lines of the document. */
  readonly problems: readonly string[];
}

/** Compiles all examples in one process of the compiler, with the options of the repository. */
export function compileExamples(examples: readonly CodeExample[]): CompiledExample[] {
  rmSync(FOLDER, { recursive: true, force: true });
  write(join(FOLDER, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  for (const example of examples) for (const file of [...example.files, example]) writeFile(example, file);
  const output = examples.length === 0 ? '' : runCompiler();
  const compiled = examples.map((example) => toCompiled(example, output));
  const isExplained = output === '' || compiled.some(({ problems }) => problems.length > 0);
  if (!isExplained) throw new Error(`The compiler failed: ${output}`);
  return compiled;
}

/** TypeScript goes through the compiler, everything else lies beside what the compiler makes. */
function writeFile(example: CodeExample, { path, code }: ExampleFile): void {
  write(join(FOLDER, isTypeScript(path) ? 'src' : 'out', nameOf(example), path), code);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function isTypeScript(path: string): boolean {
  return path.endsWith('.ts');
}

function toCompiled(example: CodeExample, output: string): CompiledExample {
  const name = nameOf(example);
  const folder = join(FOLDER, 'out', name);
  return {
    ...example,
    folder,
    source: join(FOLDER, 'src', name, example.path),
    program: join(folder, example.path.replace(/\.ts$/, '.js')),
    problems: problemsOf(example, output),
  };
}

/** A line of a fence as a line of its document. */
export function lineInDocument({ document, line }: ExampleFile, lineOfFence: number): string {
  return `${document}:${line + lineOfFence}`;
}

function nameOf({ document, line }: CodeExample): string {
  return `${document.replaceAll(/[^\w]+/g, '-')}-${line}`;
}

function runCompiler(): string {
  const tsc = join(packageRoot, 'node_modules/@typescript/native/bin/tsc');
  const { stdout, stderr, error } = spawnSync(process.execPath, [tsc, '--pretty', 'false'], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  if (error) throw error;
  if (stderr !== '') throw new Error(`The compiler failed: ${stderr}`);
  return stdout;
}

/** `src/name/path.ts(3,5): error TS1234: text`, with more text on indented lines below it. */
function problemsOf(example: CodeExample, output: string): string[] {
  const pattern = new RegExp(String.raw`^src/${nameOf(example)}/([^(\n]+)\((\d+),\d+\): (.*(?:\n +.*)*)`, 'gm');
  return [...output.matchAll(pattern)].map(([, path, line, text]) => {
    const file = [example, ...example.files].find((each) => each.path === path);
    return `${file === undefined ? path : lineInDocument(file, Number(line))} ${text}`;
  });
}
