import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../tooling/package-root.ts';
import type { CodeExample } from './code-example.ts';

/** Inside the repository, so that `hookline` and `zod` resolve as they do for a user. */
const FOLDER = join(packageRoot, '.cache/docs');

const TSCONFIG = {
  extends: '../../tsconfig.json',
  compilerOptions: {
    noEmit: false,
    rootDir: '.',
    outDir: 'out',
    declaration: false,
    sourceMap: true,
    inlineSources: true,
  },
  include: ['*.ts'],
};

/** An example with its files: `source` is what the compiler read, `program` what it made of it. */
export interface CompiledExample extends CodeExample {
  readonly source: string;
  readonly program: string;
  /** What the compiler has to say against it, with lines of the document. */
  readonly problems: readonly string[];
}

/** Compiles all examples in one process of the compiler, with the options of the repository. */
export function compileExamples(examples: readonly CodeExample[]): CompiledExample[] {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  for (const example of examples) writeFileSync(join(FOLDER, `${nameOf(example)}.ts`), example.code);
  const output = examples.length === 0 ? '' : runCompiler();
  const compiled = examples.map((example) => toCompiled(example, output));
  const isExplained = output === '' || compiled.some(({ problems }) => problems.length > 0);
  if (!isExplained) throw new Error(`The compiler failed: ${output}`);
  return compiled;
}

function toCompiled(example: CodeExample, output: string): CompiledExample {
  const name = nameOf(example);
  const source = join(FOLDER, `${name}.ts`);
  const program = join(FOLDER, `out/${name}.js`);
  return { ...example, source, program, problems: problemsOf(example, output) };
}

/** A line of a fence as a line of its document. */
export function lineInDocument(example: CodeExample, line: number): string {
  return `${example.document}:${example.line + line}`;
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

/** `name.ts(3,5): error TS1234: text`, with more text on indented lines below it. */
function problemsOf(example: CodeExample, output: string): string[] {
  const pattern = new RegExp(String.raw`^${nameOf(example)}\.ts\((\d+),\d+\): (.*(?:\n +.*)*)`, 'gm');
  return [...output.matchAll(pattern)].map(([, line, text]) => `${lineInDocument(example, Number(line))} ${text}`);
}
