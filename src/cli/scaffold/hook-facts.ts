import type { HookspecData, HookspecSet } from '../../hooks/hookspec.ts';
import { KINDS, type Kind, type KindTraits } from '../../hooks/kinds.ts';
import { sampleValue } from './sample-value.ts';

/** An argument of a hook, as generated code uses it. */
interface ArgumentFacts {
  readonly name: string;
  readonly isOptional: boolean;
  /** A value for a test, in a box; absent if none could be made up. */
  readonly sample: { readonly value: unknown } | undefined;
}

/** A hook, as generated code uses it. */
export interface HookFacts {
  readonly name: string;
  readonly kind: Kind;
  readonly gives: KindTraits['gives'];
  readonly args: readonly ArgumentFacts[];
  readonly spec: HookspecData;
}

export function toHookFacts(hookspecs: HookspecSet): readonly HookFacts[] {
  return Object.entries(hookspecs).map(([name, spec]) => ({
    name,
    kind: spec.kind,
    gives: KINDS[spec.kind].gives,
    args: Object.entries(spec.args).map(([arg, schema]) => {
      const { _zod: internals } = schema;
      return { name: arg, isOptional: internals.optin === 'optional', sample: sampleValue(schema, arg) };
    }),
    spec,
  }));
}

/** The kind as people name it: `sync first`. */
export function kindOf({ kind, spec }: HookFacts): string {
  return spec.sync ? `sync ${kind}` : kind;
}
