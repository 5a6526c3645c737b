import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "resolution". */
export const resolutionProvocations: Partial<Record<CodeOf<'resolution'>, Provoke>> = {};

/** What each of them says. */
export const resolutionMessages: Partial<Record<CodeOf<'resolution'>, Message>> = {};
