export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** How grave a log record is. */
export type LogLevel = (typeof LOG_LEVELS)[number];
/** The least level that is let through; `silent` lets nothing through. */
export type LogThreshold = LogLevel | 'silent';

const RANKS: Readonly<Record<LogThreshold, number>> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

export function isLogThreshold(value: unknown): value is LogThreshold {
  return typeof value === 'string' && Object.hasOwn(RANKS, value);
}

/** Which log records are let through: a threshold for all plugins, and one for each that has its own. */
export class LogLevels {
  #default: LogThreshold;
  readonly #byPlugin = new Map<string, LogThreshold>();

  constructor(threshold: LogThreshold = 'info') {
    this.#default = threshold;
  }

  /** Without a plugin, for all that have no threshold of their own. */
  set(plugin: string | undefined, threshold: LogThreshold): void {
    if (plugin === undefined) this.#default = threshold;
    else this.#byPlugin.set(plugin, threshold);
  }

  /** The plugin follows the threshold for all again. */
  reset(plugin: string): void {
    this.#byPlugin.delete(plugin);
  }

  get(plugin?: string): LogThreshold {
    return (plugin === undefined ? undefined : this.#byPlugin.get(plugin)) ?? this.#default;
  }

  allows(plugin: string, level: LogLevel): boolean {
    return RANKS[level] >= RANKS[this.get(plugin)];
  }
}
