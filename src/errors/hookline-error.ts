import { BRAND, isBranded } from './brand.ts';
import { ERROR_CATALOGUE, type ErrorCode } from './catalogue.ts';
import type { ReportOf } from './report.ts';
import { toWire } from './to-wire.ts';
import type { WireError } from './wire-error.ts';

/** Facts about an error for programs to read; always JSON-safe. */
export type ErrorData = Readonly<Record<string, unknown>>;

/** What an error holds beside its code and message. */
export interface HooklineErrorOptions {
  /** What to do now; the remedy of the catalogue if it is absent. */
  readonly hint?: string | undefined;
  readonly data?: ErrorData | undefined;
  /** What was thrown underneath, unchanged; `{ cause: undefined }` means that `undefined` was thrown. */
  readonly cause?: unknown;
}

/**
 * The only class of error that Hookline throws. Recognise it with {@link isHooklineError}, never with `instanceof`:
 * two copies of the package, threads and processes each have a class of their own.
 */
export class HooklineError extends Error {
  static {
    this.prototype.name = 'HooklineError';
    Object.defineProperty(this.prototype, BRAND, { value: true });
  }

  readonly code: ErrorCode;
  readonly hint: string;
  readonly data: ErrorData;
  constructor(code: ErrorCode, message: string, options: HooklineErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.hint = options.hint ?? ERROR_CATALOGUE[code]?.remedy ?? '';
    this.data = options.data ?? {};
  }

  /** What happened in the hook call that threw this error; stays behind when the error crosses a boundary. */
  get report(): ReportOf<HooklineError> | undefined {
    return reports.get(this);
  }

  /** The wire form, so that `JSON.stringify(error)` keeps code, message, hint, data and causes. */
  toJSON(): WireError {
    return toWire(this);
  }
}

/** Not on the errors: whoever sees one before the caller does, such as a listener, may have frozen it. */
const reports = new WeakMap<HooklineError, ReportOf<HooklineError>>();

export function attachReport(error: HooklineError, report: ReportOf<HooklineError>): HooklineError {
  reports.set(error, report);
  return error;
}

/** Whether `value` is a Hookline error, made by this or by another copy of the package, thread or process. */
export function isHooklineError(value: unknown): value is HooklineError {
  return isBranded(value);
}
