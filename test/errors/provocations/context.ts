import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "context". */
export const contextProvocations: Partial<Record<CodeOf<'context'>, Provoke>> = {};

/** What each of them says. */
export const contextMessages: Partial<Record<CodeOf<'context'>, Message>> = {};
