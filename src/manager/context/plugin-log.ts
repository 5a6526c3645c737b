import { describeThrown } from '../../errors/describe-value.ts';
import type { JsonValue } from '../../errors/json-safe.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { CallOrigin } from '../../plugin/plugin-call-context.ts';
import type { PluginLog } from '../../plugin/plugin-context.ts';
import type { LogLevel } from './log-levels.ts';
import type { Redactor } from './redactor.ts';

/** One thing that a plugin logged, as plain JSON without secrets. */
export interface LogRecord {
  readonly plugin: string;
  readonly version: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly data?: JsonValue;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The hook call in which it was logged. */
  readonly hook?: string;
  readonly callId?: number;
  /** There if the plugin had been stopped. */
  readonly late?: true;
}

export interface PluginLogParts {
  readonly plugin: PluginIdentity;
  readonly redactor: Redactor;
  readonly isEnabled: (level: LogLevel) => boolean;
  /** Must not throw. */
  readonly emit: (record: LogRecord) => void;
  readonly call?: CallOrigin | undefined;
  /** Whether the plugin has been stopped. */
  readonly isLate?: () => boolean;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** The log of a plugin, or of a plugin in one call. It takes anything for its data, and costs next to nothing below its level. */
export function createPluginLog(parts: PluginLogParts): PluginLog {
  const at =
    (level: LogLevel) =>
    (message: string, data?: unknown): void => {
      if (parts.isEnabled(level)) parts.emit(toRecord(parts, level, message, data));
    };
  return Object.freeze({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
}

function toRecord(parts: PluginLogParts, level: LogLevel, message: unknown, data: unknown): LogRecord {
  const { plugin, redactor, call, isLate, now = Date.now } = parts;
  return {
    plugin: plugin.id,
    version: plugin.version,
    level,
    message: redactor.redact(typeof message === 'string' ? message : describeThrown(message)),
    ...(data === undefined ? {} : { data: redactor.redactData(data) }),
    time: now(),
    ...(call === undefined ? {} : { hook: call.hook, callId: call.callId }),
    ...(isLate?.() === true ? { late: true } : {}),
  };
}
