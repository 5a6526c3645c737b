import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "manifests". */
export const manifestsProvocations: Partial<Record<CodeOf<'manifests'>, Provoke>> = {};

/** What each of them says. */
export const manifestsMessages: Partial<Record<CodeOf<'manifests'>, Message>> = {};
