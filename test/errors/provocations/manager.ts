import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "manager". */
export const managerProvocations: Partial<Record<CodeOf<'manager'>, Provoke>> = {};

/** What each of them says. */
export const managerMessages: Partial<Record<CodeOf<'manager'>, Message>> = {};
