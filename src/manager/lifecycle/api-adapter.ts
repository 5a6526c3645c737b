import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';

/** Something of an older API that plugins should stop using. */
export interface ApiDeprecation {
  /** The API version that deprecated it. */
  readonly since: string;
  /** The API version that will not have it any more. */
  readonly removeIn?: string;
  /** What to use in its place. */
  readonly use?: string;
  readonly message?: string;
}

/** A hook of an older API, served by one of today. */
export interface AdaptedHook {
  /** The hook of today. */
  readonly hook: string;
  /** Makes a handler for it from one that was written for the older hook. */
  readonly adapt?: (handler: AnyHandler) => AnyHandler;
  readonly deprecated?: ApiDeprecation;
}

/** Lets plugins run that were made for an older version of the host's plugin API. */
export interface ApiAdapter {
  /** The older version, such as "1.4.0". Plugins whose range it fits run through the adapter. */
  readonly api: string;
  /** Hooks that had another name, or other arguments. All others are the same. */
  readonly hooks?: Readonly<Record<string, AdaptedHook>>;
  /** What else is deprecated, by name; each plugin that runs through the adapter is warned once. */
  readonly deprecations?: Readonly<Record<string, ApiDeprecation>>;
}
