import { listCodeFences, type CodeFence } from './code-fences.ts';
import type { MarkdownDocument } from './documents.ts';

/** A file that a document shows: a fence marked `file=<path>`. */
export interface ExampleFile extends CodeFence {
  /** From the folder in which the examples run. */
  readonly path: string;
}

/** A TypeScript fence that has to compile, and to run unless it is a file itself or marked `no-run`. */
export interface CodeExample extends ExampleFile {
  readonly runs: boolean;
  /** The files that the document showed before it; of those with the same path, the last. */
  readonly files: readonly ExampleFile[];
  /** The whole of stdout, where a fence marked `text output` follows. */
  readonly output?: string;
  /** Whether the output is compared without the times in it: `text output times-vary`. */
  readonly timesVary?: true;
}

const OUTPUT = /^text output( times-vary)?$/;

/** The examples of a document: all its `ts` fences, except those marked `fragment`. */
export function listCodeExamples(document: MarkdownDocument): CodeExample[] {
  const fences = listCodeFences(document);
  const files = new Map<string, ExampleFile>();
  return fences.flatMap((fence, index) => {
    const [language, ...marks] = fence.info.split(/\s+/);
    const path = marks.find((mark) => mark.startsWith('file='))?.slice('file='.length);
    const before = [...files.values()].filter((file) => file.path !== path);
    if (path !== undefined) files.set(path, { ...fence, path });
    if (language !== 'ts' || marks.includes('fragment')) return [];
    const runs = path === undefined && !marks.includes('no-run');
    const output = outputOf(fence, fences[index + 1], document.text);
    return [{ ...fence, path: path ?? 'example.ts', runs, files: before, ...output }];
  });
}

/** Nothing but empty lines may stand between an example and its output. */
function outputOf(
  fence: CodeFence,
  next: CodeFence | undefined,
  text: string,
): Pick<CodeExample, 'output' | 'timesVary'> {
  const match = OUTPUT.exec(next?.info ?? '');
  if (next === undefined || match === null) return {};
  const between = text.split('\n').slice(fence.endLine, next.line - 1);
  if (between.some((line) => line.trim() !== '')) return {};
  return { output: next.code, ...(match[1] !== undefined && { timesVary: true }) };
}
