import type { Report } from 'hookline';

/** Something that happened to one page or file. */
export interface Problem {
  /** The file, or the address of a page that has no file. */
  readonly subject: string;
  readonly message: string;
}

/** A hookimpl that failed; the page is absent where the hook is about the whole site. */
export interface PluginError {
  readonly plugin: string;
  readonly hook: string;
  readonly page: string | undefined;
  readonly code: string;
  readonly message: string;
}

/** Collects what a build has to tell. Nothing is printed before the end. */
export interface BuildLog {
  /** What could not be built as it should be. */
  readonly failures: readonly Problem[];
  /** What was built, though not as its author may think. */
  readonly warnings: readonly Problem[];
  readonly pluginErrors: readonly PluginError[];
  fail(subject: string, message: string): void;
  warn(subject: string, message: string): void;
  /** Keeps the errors of a hook call, and returns them. */
  addReport(report: Report, page?: string): readonly PluginError[];
}

export function createBuildLog(): BuildLog {
  const failures: Problem[] = [];
  const warnings: Problem[] = [];
  const pluginErrors: PluginError[] = [];

  return {
    failures,
    warnings,
    pluginErrors,
    fail: (subject, message) => void failures.push({ subject, message }),
    warn: (subject, message) => void warnings.push({ subject, message }),
    addReport: (report, page) => {
      const errors = toPluginErrors(report, page);
      pluginErrors.push(...errors);
      return errors;
    },
  };
}

function toPluginErrors(report: Report, page: string | undefined): PluginError[] {
  return report.entries.flatMap(({ plugin, error }) => {
    if (error === undefined) return [];
    return [{ plugin, hook: report.hook, page, code: error.code, message: error.message }];
  });
}
