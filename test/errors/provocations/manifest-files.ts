import { directory } from '../../../src/discovery/directory.ts';
import { toHooklineError } from '../../../src/manifest/problem-error.ts';
import { findPlugins } from '../../discovery/find-plugins.ts';
import { pluginJson } from '../../discovery/plugin-files.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import type { Message, Provoke } from './provocation.ts';

/** Those errors of manifests that need files. */
type Code = 'ENTRY_MISSING' | 'MANIFEST_TOO_LARGE' | 'MANIFEST_UNREADABLE';

/** The problem of the one plugin among some files. */
async function findProblem(files: Readonly<Record<string, string>>): Promise<unknown> {
  const { plugins } = await findPlugins(directory(await createTemporaryFolder(files)));
  return toHooklineError(plugins[0]!.problems[0]!);
}

/** How to make Hookline give each of them. */
export const manifestFileProvocations: Record<Code, Provoke> = {
  ENTRY_MISSING: () => findProblem({ 'one/plugin.json': pluginJson('acme.one'), 'one/dist/index.js': '' }),
  MANIFEST_TOO_LARGE: () => findProblem({ 'one/plugin.json': pluginJson('acme.one').padEnd(262_145) }),
  MANIFEST_UNREADABLE: () => findProblem({ 'one/index.js': '' }),
};

/** What each of them says. */
export const manifestFileMessages: Record<Code, Message> = {
  ENTRY_MISSING: {
    message: /^.*plugin\.json:5:12: The entry "\.\/index\.js" does not exist: ".*index\.js"\.$/,
    hint: 'Write "./dist/index.js": that file exists.',
  },
  MANIFEST_TOO_LARGE: {
    message:
      /^.*plugin\.json: The manifest ".*plugin\.json" has 262145 bytes, more than the 262144 that a manifest may have\.$/,
    hint: 'Move data out of the manifest, into files of the plugin.',
  },
  MANIFEST_UNREADABLE: {
    message: /^.*one: The folder ".*one" has no manifest\.$/,
    hint: 'Put a plugin.json into the folder, or move the folder elsewhere if it is no plugin.',
  },
};
