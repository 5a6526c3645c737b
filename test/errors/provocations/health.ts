import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "health". */
export const healthProvocations: Partial<Record<CodeOf<'health'>, Provoke>> = {};

/** What each of them says. */
export const healthMessages: Partial<Record<CodeOf<'health'>, Message>> = {};
