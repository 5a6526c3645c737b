import type { HooklineError } from '../errors/hookline-error.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { Problem } from '../manifest/problem.ts';
import type { BreakerState } from './health/breaker.ts';
import type { ProgressEvent } from './context/create-plugin-context.ts';
import type { LogRecord } from './context/plugin-log.ts';
import type { PluginState } from './lifecycle/plugin-state.ts';

/** Where an error of a plugin came up. Errors in hook calls are events of `manager.hooks` as well. */
export type ErrorPhase = 'import' | 'activate' | 'hook' | 'command' | 'config' | 'service' | 'deactivate' | 'late';

/** The events of `manager.on`, and what a listener receives. */
export interface ManagerEvents {
  /** A plugin has another state; `from` is absent when it was found. */
  'plugin:state': {
    readonly plugin: string;
    readonly version: string;
    readonly from: PluginState | undefined;
    readonly to: PluginState;
    readonly code: ErrorCode | undefined;
    readonly reason: string | undefined;
  };
  /** Code of a plugin failed. Without a listener, each plugin and code is one process warning. */
  'plugin:error': {
    readonly plugin: string;
    readonly version: string;
    readonly phase: ErrorPhase;
    readonly error: HooklineError;
  };
  /** A plugin logs, or prints to the console. Without a listener it goes nowhere. */
  'plugin:log': LogRecord;
  /** A plugin has come further with something. */
  'plugin:progress': ProgressEvent;
  /** A plugin has read one of its secrets. */
  'plugin:secret': { readonly plugin: string; readonly version: string; readonly key: string };
  /** The circuit breaker of a plugin has changed. */
  'plugin:health': {
    readonly plugin: string;
    readonly from: BreakerState;
    readonly to: BreakerState;
    readonly reason: string;
  };
  /** The thread or process of a plugin has not answered for three seconds, or answers again. */
  'plugin:responsive': { readonly plugin: string; readonly version: string; readonly isResponsive: boolean };
  /** The data folder of a plugin is nearly full: at nine tenths of what it may hold. Told once in its life. */
  'plugin:data': {
    readonly plugin: string;
    readonly version: string;
    readonly bytes: number;
    readonly limitBytes: number;
  };
  /** A hookimpl kept the event loop busy. Without a listener it is a process warning, once a minute for a plugin and hook. */
  'plugin:blocked': {
    readonly plugin: string;
    readonly hook: string;
    readonly callId: number;
    /** Milliseconds. */
    readonly durationMs: number;
    /** Whether nobody else can have done it. */
    readonly certain: boolean;
    readonly error: HooklineError;
  };
  /** Something is wrong with a source, an option about a plugin that was not found, the cache or the state, but with no plugin. */
  'manager:problem': Problem;
}
