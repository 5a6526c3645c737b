import { parse, type ParserPlugin } from '@babel/parser';
import type { Program } from './ast.ts';

export interface SourceComment {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

export interface ParsedSource {
  /** Absent if nothing of the text could be parsed. */
  readonly program: Program | undefined;
  readonly comments: readonly SourceComment[];
  /** What is not valid; the rest is parsed all the same, so that an error hides nothing. */
  readonly errors: readonly SyntaxFlaw[];
}

export interface SyntaxFlaw {
  readonly message: string;
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
}

const COMMON: readonly ParserPlugin[] = ['decorators', 'decoratorAutoAccessors', 'explicitResourceManagement'];

type SourceType = 'module' | 'script' | 'unambiguous';

/** Parses JavaScript or TypeScript, as the ending of the file says. Never throws. */
export function parseSource(text: string, path: string): ParsedSource {
  const parsed = parseAs(sourceTypeOf(path), text, path);
  // Without an import or export it may be CommonJS, in which more is allowed.
  if (parsed.errors.length === 0 || parsed.program?.sourceType === 'module') return parsed;
  const script = parseAs('script', text, path);
  return script.errors.length < parsed.errors.length ? script : parsed;
}

function sourceTypeOf(path: string): SourceType {
  if (/\.m[jt]s$|\.ts$/.test(path)) return 'module';
  return /\.c[jt]s$/.test(path) ? 'script' : 'unambiguous';
}

function parseAs(sourceType: SourceType, text: string, path: string): ParsedSource {
  try {
    const { program, comments, errors } = parse(text, {
      sourceType,
      plugins: [...COMMON, ...syntaxOf(path)],
      errorRecovery: true,
      attachComment: false,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: sourceType !== 'script',
      allowSuperOutsideMethod: true,
      allowNewTargetOutsideFunction: true,
      allowUndeclaredExports: true,
    });
    return { program, comments: (comments ?? []).map(toComment), errors: (errors ?? []).map(toFlaw) };
  } catch (thrown) {
    return { program: undefined, comments: [], errors: [toFlaw(thrown)] };
  }
}

type BabelComment = NonNullable<ReturnType<typeof parse>['comments']>[number];

function toComment({ value, loc }: BabelComment): SourceComment {
  return { text: value, line: loc?.start.line ?? 1, endLine: loc?.end.line ?? 1 };
}

function syntaxOf(path: string): readonly ParserPlugin[] {
  if (/\.[cm]?ts$/.test(path)) return ['typescript'];
  return path.endsWith('.tsx') ? ['typescript', 'jsx'] : ['jsx'];
}

function toFlaw(thrown: unknown): SyntaxFlaw {
  if (thrown instanceof RangeError) return { message: 'it nests too deeply to be parsed', line: 1, column: 1 };
  const { message, loc } = thrown as { readonly message: string; readonly loc?: { line: number; column: number } };
  return {
    message: message.replace(/\s*\(\d+:\d+\)\s*$/, ''),
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + 1,
  };
}
