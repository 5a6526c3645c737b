import type { Report } from 'hookline';

/** Something that happened to one page or file. */
export interface Problem {
  /** The file, or the address of a page that has no file. */
  readonly subject: string;
  readonly message: string;
}

/** Something of a plugin that failed; the page is absent where it is about the whole site. */
export interface PluginError {
  readonly plugin: string;
  /** The hook, or the part of the plugin's life, such as `activate`. */
  readonly hook: string;
  readonly page: string | undefined;
  readonly code: string;
  readonly message: string;
}

/** What a plugin wrote into its log. */
export interface PluginNote {
  readonly plugin: string;
  readonly level: string;
  readonly message: string;
}

/** Collects what a build has to tell. Nothing is printed before the end. */
export interface BuildLog {
  /** What could not be built as it should be. */
  readonly failures: readonly Problem[];
  /** What was built, though not as its author may think. */
  readonly warnings: readonly Problem[];
  readonly pluginErrors: readonly PluginError[];
  readonly pluginNotes: readonly PluginNote[];
  fail(subject: string, message: string): void;
  warn(subject: string, message: string): void;
  /** Keeps the errors of a hook call, and returns them. */
  addReport(report: Report, page?: string): readonly PluginError[];
  addPluginError(error: PluginError): void;
  addPluginNote(note: PluginNote): void;
}

export function createBuildLog(): BuildLog {
  const failures: Problem[] = [];
  const warnings: Problem[] = [];
  const pluginErrors: PluginError[] = [];
  const pluginNotes: PluginNote[] = [];

  return {
    failures,
    warnings,
    pluginErrors,
    pluginNotes,
    fail: (subject, message) => void failures.push({ subject, message }),
    warn: (subject, message) => void warnings.push({ subject, message }),
    addReport: (report, page) => {
      const errors = toPluginErrors(report, page);
      pluginErrors.push(...errors);
      return errors;
    },
    addPluginError: (error) => void pluginErrors.push(error),
    addPluginNote: (note) => void pluginNotes.push(note),
  };
}

function toPluginErrors(report: Report, page: string | undefined): PluginError[] {
  return report.entries.flatMap(({ plugin, error }) => {
    if (error === undefined) return [];
    return [{ plugin, hook: report.hook, page, code: error.code, message: error.message }];
  });
}
