import { manifestFileMessages, manifestFileProvocations } from './manifest-files.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

/** How to make Hookline give each of the errors of the group "manifests". */
export const manifestsProvocations: Partial<Record<CodeOf<'manifests'>, Provoke>> = {
  ...manifestFileProvocations,
};

/** What each of them says. */
export const manifestsMessages: Partial<Record<CodeOf<'manifests'>, Message>> = {
  ...manifestFileMessages,
};
