import { relative, resolve, sep } from 'node:path';
import type { Finding } from '../../analysis/finding.ts';
import type { Compiler } from '../programs/find-compiler.ts';
import { runProgram } from '../programs/run-program.ts';

export interface TypeCheck {
  readonly findings: readonly Finding[];
  /** Why nothing can be said. */
  readonly failure: string | undefined;
  readonly durationMs: number;
}

export interface TypeCheckOptions {
  readonly compiler: Compiler;
  readonly folder: string;
  /** Where the compiler keeps what it knows, so that the next check is faster. */
  readonly infoFile: string;
  readonly signal: AbortSignal;
}

/** Has the compiler of the plugin check its types, in a process of its own. `undefined` if it was interrupted. */
export async function checkTypes(options: TypeCheckOptions): Promise<TypeCheck | undefined> {
  const { compiler, folder, infoFile, signal } = options;
  const flags = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', infoFile];
  const end = await runProgram([...compiler.argv, '-p', compiler.config, ...flags], { cwd: folder, signal });
  if (signal.aborted) return undefined;
  const findings = toFindings(end.lines, folder);
  const isClear = end.code === 0 || findings.length > 0;
  const failure = isClear ? undefined : `The compiler ${end.how}: ${end.lines.slice(0, 3).join(' ')}`;
  return { findings, failure, durationMs: end.durationMs };
}

/** What the compiler prints of each error: `src/index.ts(3,7): error TS2322: …`. */
export function toFindings(lines: readonly string[], folder: string): readonly Finding[] {
  return lines.flatMap((line) => {
    const match = /^(?<path>.+?)\((?<row>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<message>.*)$/.exec(
      line.trim(),
    );
    if (match?.groups === undefined) return [];
    const { path = '', row, column, code = '', message = '' } = match.groups;
    const file = resolve(folder, path);
    return [
      {
        rule: code,
        severity: 'error' as const,
        message,
        remedy: '',
        file,
        path: relative(folder, file).split(sep).join('/'),
        line: Number(row),
        column: Number(column),
      },
    ];
  });
}
