import { relative, sep } from 'node:path';
import type { Finding } from '../../analysis/finding.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { ERROR_CATALOGUE } from '../../errors/catalogue.ts';
import type { Problem } from '../../manifest/problem.ts';

/** A problem of a manifest as a finding, whose rule is the code. */
export function toFinding(problem: Problem, { folder = '', manifestFile }: FoundPlugin, text = ''): Finding {
  const { code, severity, message, hint, line = 1, column = 1 } = problem;
  const file = problem.file ?? manifestFile ?? folder;
  const excerpt = file === manifestFile ? (text.split('\n')[line - 1] ?? '').trim() : '';
  return {
    rule: code,
    severity,
    message,
    remedy: hint === '' ? ERROR_CATALOGUE[code].remedy : hint,
    file,
    path: relative(folder, file).split(sep).join('/'),
    line,
    column,
    ...(excerpt === '' ? {} : { excerpt: excerpt.slice(0, 200) }),
  };
}
