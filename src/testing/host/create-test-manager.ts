import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeValue } from '../../errors/describe-value.ts';
import type { Source } from '../../discovery/source.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { createPluginManager } from '../../manager/create-plugin-manager.ts';
import type { LogRecord } from '../../manager/context/plugin-log.ts';
import type { ManagerEvents } from '../../manager/manager-events.ts';
import type { PluginManagerOptions } from '../../manager/manager-options.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { startLeakWatch } from '../leaks/leak-watch.ts';
import { recordHooks } from '../recording/record-hooks.ts';
import { refusalsOf, type Refuse } from '../test-misused.ts';
import { assertUsable } from './assert-usable.ts';
import type { TestManagerOptions } from './test-manager-options.ts';
import type { TestManager } from './test-manager.ts';
import { sourceOf, type PluginPlace, type TestPlugin } from './test-plugin.ts';
import { createTestSource, type TestSource } from './test-source.ts';

const RUNNERS: readonly RunnerName[] = ['inline', 'worker', 'process'];

/**
 * Makes a plugin manager for a test, with a temporary folder, and starts it with the plugins of the test.
 *
 * @throws TEST_PLUGIN_UNUSABLE unless `allowFailures`, TEST_RUNNER_REFUSED, TEST_MISUSED, and what `createPluginManager` throws
 * @example
 * await using host = await createTestManager({ hookspecs, plugins: ['./plugins/toc'] });
 * expect(await host.execute('after_page_render', { html, page })).toContain('<nav');
 */
export async function createTestManager<Specs extends HooksLike<Specs>>(
  options: TestManagerOptions<Specs>,
): Promise<TestManager<Specs>> {
  assertOptions(options);
  const leakWatch = options.leaks === 'ignore' ? undefined : startLeakWatch();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'hookline-test-')));
  try {
    return await startTestManager(options, folder, async () => leakWatch?.end());
  } catch (thrown) {
    leakWatch?.cancel();
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

async function startTestManager<Specs extends HooksLike<Specs>>(
  options: TestManagerOptions<Specs>,
  folder: string,
  assertNoLeaks: () => Promise<void>,
): Promise<TestManager<Specs>> {
  const { runner = 'inline', allowFailures = false } = options;
  const place: PluginPlace = { runner, newFolder: () => mkdtemp(join(folder, 'plugins', 'of-')) };
  await mkdir(join(folder, 'plugins'));
  const source = createTestSource({ isEager: options.activation !== 'manifest' });
  for (const plugin of options.plugins ?? []) source.add(await sourceOf(plugin, place));
  const manager = createPluginManager<Specs>(toManagerOptions(options, folder, source));
  const ears = listenTo(manager);
  const { hooks } = manager;
  const end = async (): Promise<void> => {
    try {
      await manager.stop();
    } finally {
      ears.recorder.stop();
      await rm(folder, { recursive: true, force: true });
      await assertNoLeaks();
    }
  };
  let ended: Promise<void> | undefined;
  const dispose = (): Promise<void> => (ended ??= end());
  try {
    const { plugins, problems } = await manager.start();
    if (!allowFailures) assertUsable({ plugins, problems, errors: ears.errors });
  } catch (thrown) {
    await manager.stop();
    throw thrown;
  }
  return Object.freeze<TestManager<Specs>>({
    manager,
    hooks,
    ...ears,
    folder,
    execute: hooks.execute.bind(hooks),
    executeWithReport: hooks.executeWithReport.bind(hooks),
    load: (plugin) => load(plugin, { place, source, manager, errors: allowFailures ? undefined : ears.errors }),
    dispose,
    [Symbol.asyncDispose]: dispose,
  });
}

function toManagerOptions<Specs extends HooksLike<Specs>>(
  options: TestManagerOptions<Specs>,
  folder: string,
  source: Source,
): PluginManagerOptions<Specs> {
  const { plugins = [], runner = 'inline', activation: _1, allowFailures: _2, leaks: _3, ...rest } = options;
  return {
    host: { name: 'test-host', api: '1.0.0' },
    stateDir: join(folder, 'state'),
    // A test that calls a failing plugin again and again wants to see it fail each time.
    health: { errors: Infinity },
    // Nobody else knows the folder.
    followState: false,
    recordStats: false,
    ...rest,
    sources: [source, ...(rest.sources ?? [])],
    runners: { min: runner, ...rest.runners, read: [...readsOf(plugins), ...(rest.runners?.read ?? [])] },
  };
}

interface LoadParts<Specs extends HooksLike<Specs>> {
  readonly place: PluginPlace;
  readonly source: TestSource;
  readonly manager: PluginManager<Specs>;
  /** Absent if the plugin need not be usable. */
  readonly errors: TestManager<Specs>['errors'] | undefined;
}

async function load<Specs extends HooksLike<Specs>>(
  plugin: TestPlugin,
  { place, source, manager, errors }: LoadParts<Specs>,
): Promise<PluginStatus> {
  const added = await sourceOf(plugin, place);
  source.add(added);
  await manager.rescan();
  const ids = source.foundIn(added).map(({ id }) => id);
  const loaded = manager.list().filter(({ id }) => ids.includes(id));
  try {
    if (errors !== undefined) assertUsable({ plugins: loaded, problems: [], errors });
  } catch (thrown) {
    source.remove(added);
    await manager.rescan();
    throw thrown;
  }
  return loaded[0]!;
}

/** Whoever listens is not warned. */
function listenTo<Specs extends HooksLike<Specs>>(
  manager: PluginManager<Specs>,
): Pick<TestManager<Specs>, 'recorder' | 'logs' | 'errors'> {
  const logs: LogRecord[] = [];
  const errors: ManagerEvents['plugin:error'][] = [];
  manager.on('plugin:log', (record) => logs.push(record));
  manager.on('plugin:error', (error) => errors.push(error));
  manager.on('plugin:blocked', () => {});
  manager.on('manager:problem', () => {});
  return { recorder: recordHooks(manager), logs, errors };
}

function readsOf(plugins: readonly TestPlugin[]): readonly string[] {
  return plugins.flatMap((plugin) => (typeof plugin === 'object' && 'reads' in plugin ? (plugin.reads ?? []) : []));
}

const refuse: Refuse = refusalsOf('createTestManager');

function assertOptions(options: unknown): void {
  if (!isPlainObject(options)) return refuse(`it takes an object, not ${describeValue(options)}`);
  const { plugins, runner, activation, leaks } = options;
  if (plugins !== undefined && !Array.isArray(plugins)) {
    refuse(`"plugins" must be an array, not ${describeValue(plugins)}`);
  }
  if (runner !== undefined && !RUNNERS.includes(runner as RunnerName)) {
    refuse(`"runner" must be "inline", "worker" or "process", not ${describeValue(runner)}`);
  }
  if (activation !== undefined && activation !== 'startup' && activation !== 'manifest') {
    refuse(`"activation" must be "startup" or "manifest", not ${describeValue(activation)}`);
  }
  if (leaks !== undefined && leaks !== 'throw' && leaks !== 'ignore') {
    refuse(`"leaks" must be "throw" or "ignore", not ${describeValue(leaks)}`);
  }
}
