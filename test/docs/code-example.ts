import { listCodeFences, type CodeFence } from './code-fences.ts';
import type { MarkdownDocument } from './documents.ts';

/** A TypeScript fence that has to compile, and to run unless it is marked `no-run`. */
export interface CodeExample extends CodeFence {
  readonly runs: boolean;
  /** The whole of stdout, where a fence marked `text output` follows. */
  readonly output?: string;
}

/** The examples of a document: all its `ts` fences, except those marked `fragment`. */
export function listCodeExamples(document: MarkdownDocument): CodeExample[] {
  const fences = listCodeFences(document);
  return fences.flatMap((fence, index) => {
    const [language, ...marks] = fence.info.split(/\s+/);
    if (language !== 'ts' || marks.includes('fragment')) return [];
    const output = outputOf(fence, fences[index + 1], document.text);
    return [{ ...fence, runs: !marks.includes('no-run'), ...(output !== undefined && { output }) }];
  });
}

/** Nothing but empty lines may stand between an example and its output. */
function outputOf(fence: CodeFence, next: CodeFence | undefined, text: string): string | undefined {
  if (next?.info !== 'text output') return undefined;
  const between = text.split('\n').slice(fence.endLine, next.line - 1);
  return between.every((line) => line.trim() === '') ? next.code : undefined;
}
