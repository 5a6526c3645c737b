import type { Language } from '../scaffold/plugin-plan.ts';

/** A host that is to be set up. */
export interface HostPlan {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  readonly api: string;
  readonly language: Language;
  /** The ending of its modules, such as `mjs`. */
  readonly ending: 'mjs' | 'ts' | 'mts';
  readonly hasPlugin: boolean;
  /** Whether this Node reads TypeScript by itself. */
  readonly readsTypeScript: boolean;
}

/** Where its first plugin lies. */
export const FIRST_PLUGIN = 'plugins/hello';
