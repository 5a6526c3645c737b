import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "discovery". */
export const discoveryProvocations: Partial<Record<CodeOf<'discovery'>, Provoke>> = {};

/** What each of them says. */
export const discoveryMessages: Partial<Record<CodeOf<'discovery'>, Message>> = {};
