import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { directory } from '../../../src/discovery/directory.ts';
import { toHooklineError } from '../../../src/manifest/problem-error.ts';
import { findPlugins } from '../../discovery/find-plugins.ts';
import { pluginJson } from '../../discovery/plugin-files.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import type { Message, Provoke } from './provocation.ts';

/** Those errors of manifests that need files. */
type Code = 'ENTRY_MISSING' | 'MANIFEST_TOO_LARGE' | 'MANIFEST_UNREADABLE' | 'TEMPLATE_MISSING' | 'TEMPLATE_OUTSIDE';

const WITH_TEMPLATE = pluginJson('acme.one', {
  contributes: { templates: [{ name: 'page', summary: 'A page.', folder: './page' }] },
});

/** The problem of the one plugin among some files. */
async function findProblem(files: Readonly<Record<string, string>>): Promise<unknown> {
  const { plugins } = await findPlugins(directory(await createTemporaryFolder(files)));
  return toHooklineError(plugins[0]!.problems[0]!);
}

async function findLinkedTemplate(): Promise<unknown> {
  const folder = await createTemporaryFolder({ 'one/plugin.json': WITH_TEMPLATE, 'one/index.js': '' });
  await symlink(await createTemporaryFolder(), join(folder, 'one', 'page'), 'junction');
  const { plugins } = await findPlugins(directory(folder));
  return toHooklineError(plugins[0]!.problems[0]!);
}

/** How to make Hookline give each of them. */
export const manifestFileProvocations: Record<Code, Provoke> = {
  ENTRY_MISSING: () => findProblem({ 'one/plugin.json': pluginJson('acme.one'), 'one/dist/index.js': '' }),
  MANIFEST_TOO_LARGE: () => findProblem({ 'one/plugin.json': pluginJson('acme.one').padEnd(262_145) }),
  MANIFEST_UNREADABLE: () => findProblem({ 'one/index.js': '' }),
  TEMPLATE_MISSING: () => findProblem({ 'one/plugin.json': WITH_TEMPLATE, 'one/index.js': '' }),
  TEMPLATE_OUTSIDE: findLinkedTemplate,
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
  TEMPLATE_MISSING: {
    message: /^.*plugin\.json:\d+:\d+: The folder "\.\/page" of the template "page" does not exist: ".*page"\.$/,
    hint: 'Make the folder, or mend the path of "folder".',
  },
  TEMPLATE_OUTSIDE: {
    message:
      /^.*plugin\.json:\d+:\d+: The folder "\.\/page" of the template "page" leads out of the folder of the plugin, to ".*"\.$/,
    hint: 'Put the folder itself into the folder of the plugin, not a link to it.',
  },
};
