import type { Node } from './ast.ts';
import type { Severity } from './finding.ts';
import type { PluginCode } from './plugin-code.ts';
import type { SourceFile } from './source-file.ts';

/** What a rule says about one place. */
export interface Report {
  /** Absolute; the file that the rule looks at if it looks at one. */
  readonly file?: string;
  /** Where in the code it is; or the line in another file. */
  readonly node?: Node;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** In place of that of the rule. */
  readonly remedy?: string;
  readonly severity?: Severity;
}

/** One thing that is looked for in the code of plugins; the texts are the reference page too. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what is found. */
  readonly summary: string;
  /** Why it matters, and what it does not find. */
  readonly docs: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly inFile?: (file: SourceFile, plugin: PluginCode) => Iterable<Report>;
  readonly inPlugin?: (plugin: PluginCode) => Iterable<Report>;
}
