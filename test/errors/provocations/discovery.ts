import { assertSource } from '../../../src/discovery/assert-source.ts';
import { directory } from '../../../src/discovery/directory.ts';
import { toHooklineError } from '../../../src/manifest/problem-error.ts';
import { findPlugins } from '../../discovery/find-plugins.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { found } from '../../manager/resolution/resolution-setup.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';
import { refusalOf } from './resolution.ts';

/** How to make Hookline give each of the errors of the group "discovery". */
export const discoveryProvocations: Record<CodeOf<'discovery'>, Provoke> = {
  PLUGIN_CONFLICT: () =>
    refusalOf(['one', 'two'].map((name) => found({ id: 'acme.one' }, { folder: `/plugins/${name}` }))),
  PLUGIN_SHADOWED: () => {
    const later = found({ id: 'acme.one' }, { folder: '/user/one', source: 'directory(/user)' });
    return refusalOf([], { found: [[found({ id: 'acme.one' })], [later]] });
  },
  SOURCE_INVALID: () => thrownBy(() => assertSource('./plugins')),
  SOURCE_UNREADABLE: async () => {
    const { problems } = await findPlugins(directory(`${await createTemporaryFolder()}/plugins`));
    return toHooklineError(problems[0]!);
  },
};

/** What each of them says. */
export const discoveryMessages: Record<CodeOf<'discovery'>, Message> = {
  PLUGIN_CONFLICT: {
    message: '2 plugins of directory(/plugins) have the id "acme.one": "/plugins/one" and "/plugins/two".',
    hint: 'Choose one of them by its folder, such as "/plugins/one", or remove the others.',
  },
  PLUGIN_SHADOWED: {
    message: 'The plugin "acme.one" in "/user/one" is shadowed by "/plugins/acme.one", which comes first.',
    hint: 'Remove "/plugins/acme.one", or choose "/user/one" for "acme.one", if it is to run instead.',
  },
  SOURCE_INVALID: {
    message: 'A source of plugins is not valid: it is the string "./plugins".',
    hint: 'Use directory("./plugins") for a folder of plugins.',
  },
  SOURCE_UNREADABLE: {
    message: /^.*plugins: The place ".*plugins" of the source directory\(.*plugins\) does not exist\.$/,
    hint: 'Create it, or take the source out.',
  },
};
