import { join } from 'node:path';
import { builtin, type BuiltinPlugin } from '../../discovery/builtin.ts';
import { list } from '../../discovery/list.ts';
import type { Source } from '../../discovery/source.ts';
import { describeValue } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { FakePlugin } from '../plugins/fake-plugin.ts';
import { writePlugin } from '../plugins/write-plugin.ts';
import { testMisused } from '../test-misused.ts';

/** A plugin for a test manager: the path of its folder or manifest, or one in code. */
export type TestPlugin = string | URL | FakePlugin | BuiltinPlugin;

/** Where a test has its plugins. */
export interface PluginPlace {
  readonly runner: RunnerName;
  /** Gives a folder that is still empty. */
  readonly newFolder: () => Promise<string>;
}

/**
 * A source with one plugin.
 *
 * @throws TEST_MISUSED, TEST_RUNNER_REFUSED, SOURCE_INVALID
 */
export async function sourceOf(plugin: unknown, { runner, newFolder }: PluginPlace): Promise<Source> {
  if (typeof plugin === 'string' || plugin instanceof URL) return list([plugin], { trusted: true, firstParty: true });
  if (!isPlainObject(plugin) || !isPlainObject(plugin['manifest'])) {
    const problem = `a plugin must be a path, or what fakePlugin gives, not ${describeValue(plugin)}`;
    throw testMisused('createTestManager', problem);
  }
  const { files, danger, manifest } = plugin as unknown as FakePlugin;
  if (danger !== undefined && runner === 'inline') throw refused(manifest.id, runner, danger);
  if (files === undefined) return inCode(plugin as unknown as BuiltinPlugin, runner);
  const folder = join(await newFolder(), folderName(manifest.id));
  await writePlugin(folder, plugin as unknown as FakePlugin);
  return list([folder], { trusted: true, firstParty: true });
}

function inCode(plugin: BuiltinPlugin, runner: RunnerName): Source {
  if (runner === 'inline') return builtin([plugin]);
  throw refused(
    plugin.manifest.id,
    runner,
    'its code consists of functions of the test, which cannot leave its thread',
  );
}

/** An id may be anything until the manager has looked at it. */
function folderName(id: unknown): string {
  return typeof id === 'string' && /^[\w.-]{1,128}$/.test(id) && !/^\.+$/.test(id) ? id : 'plugin';
}

function refused(id: string, runner: RunnerName, why: string): HooklineError {
  const where = runner === 'inline' ? 'inline' : `in a ${runner}`;
  const hint =
    runner === 'inline'
      ? 'Give the test manager the runner "worker" or "process", or the fault "force: true".'
      : 'Give its code as "code" (text) or "module" (a file), or the path of its folder, or use the runner "inline".';
  return new HooklineError('TEST_RUNNER_REFUSED', `The plugin "${id}" cannot run ${where} in a test: ${why}.`, {
    hint,
    data: { plugin: id, runner },
  });
}
