import type { HookspecData } from '../../hooks/hookspec.ts';
import { toTypeText } from './type-text.ts';

/** A hook as commands tell of it: plain JSON. */
export interface HookInfo {
  readonly name: string;
  readonly kind: string;
  readonly sync: boolean;
  readonly arguments: readonly { readonly name: string; readonly type: string; readonly threaded: boolean }[];
  /** The type of an answer; absent if it is not checked. */
  readonly answer: string | undefined;
  readonly summary: string | undefined;
  readonly since: string | undefined;
  readonly deprecated: HookspecData['deprecated'];
}

export function toHookInfo(name: string, spec: HookspecData): HookInfo {
  const { kind, sync, args, thread, returns, summary, since, deprecated } = spec;
  const taken = Object.entries(args).map(([argument, schema]) => ({
    name: argument,
    type: toTypeText(schema),
    threaded: argument === thread,
  }));
  const answer = returns ?? (thread === undefined ? undefined : args[thread]);
  return {
    name,
    kind,
    sync,
    arguments: taken,
    answer: answer === undefined ? undefined : toTypeText(answer),
    summary,
    since,
    deprecated,
  };
}
