import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "activation". */
export const activationProvocations: Partial<Record<CodeOf<'activation'>, Provoke>> = {};

/** What each of them says. */
export const activationMessages: Partial<Record<CodeOf<'activation'>, Message>> = {};
