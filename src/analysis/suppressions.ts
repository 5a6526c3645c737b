import type { Finding } from './finding.ts';
import type { SourceFile } from './source-file.ts';

/** `// hookline-ignore <rule>: <reason>`, for its own line and the one below. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  readonly line: number;
  readonly endLine: number;
}

const COMMENT = /^[\s*]*hookline-ignore\b(?<rest>.*)$/s;
const REST = /^\s+(?<rule>[a-z][a-z-]*)\s*(?::\s*(?<reason>\S.*?))?\s*$/s;

/** The comments of a file, and those that do not say what is needed. */
export function readSuppressions(
  { comments }: SourceFile,
  rules: ReadonlySet<string>,
): {
  readonly valid: readonly Suppression[];
  readonly flaws: readonly { readonly line: number; readonly problem: string }[];
} {
  const valid: Suppression[] = [];
  const flaws: { readonly line: number; readonly problem: string }[] = [];
  for (const { text, line, endLine } of comments) {
    const rest = COMMENT.exec(text)?.groups?.['rest'];
    if (rest === undefined) continue;
    const { rule, reason } = REST.exec(rest)?.groups ?? {};
    if (rule === undefined) flaws.push({ line, problem: 'names no rule' });
    else if (!rules.has(rule)) flaws.push({ line, problem: `names the rule "${rule}", which does not exist` });
    else if (reason === undefined) flaws.push({ line, problem: 'gives no reason' });
    else valid.push({ rule, reason, line, endLine });
  }
  return { valid, flaws };
}

/** What gives the comment that stands for a finding. */
export function suppressionFinder(all: readonly Suppression[]): (finding: Finding) => Suppression | undefined {
  const places = new Map<string, Suppression>();
  // The first of several counts.
  for (const each of all.toReversed()) {
    for (const line of [each.line, each.endLine, each.endLine + 1]) places.set(`${each.rule} ${line}`, each);
  }
  return ({ rule, line }) => places.get(`${rule} ${line}`);
}
