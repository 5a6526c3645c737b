import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoundPlugin } from '../../discovery/source.ts';
import { describeThrown } from '../../errors/describe-value.ts';
import { createPluginManager } from '../../manager/create-plugin-manager.ts';
import type { PluginCheck } from '../../manager/check-plugin.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { packagesAbove } from '../programs/packages-above.ts';
import type { AnyHooks, HostSetup } from '../setup/host-setup.ts';
import { fixedSource } from './fixed-source.ts';

/** What came of starting a plugin once. */
export interface Start {
  readonly status: PluginStatus;
  readonly health: PluginCheck;
  /** What it has left open in this process, in sentences. */
  readonly leaks: readonly string[];
  /** What it failed with, beside `health`. */
  readonly errors: readonly string[];
}

export interface StartOptions {
  readonly setup: HostSetup;
  readonly found: FoundPlugin;
  readonly needed: readonly FoundPlugin[];
  /** Default a process, or what comes next to it that the plugin can run in. */
  readonly runner: RunnerName | undefined;
  /** Where it runs in the host. */
  readonly usual: RunnerName | undefined;
}

/** Activates a plugin in a state of its own with nothing but what it needs, asks for its health, and stops it. */
export async function startOnce({ setup, found, needed, runner, usual }: StartOptions): Promise<Start> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'hookline-check-')));
  try {
    const sources = [fixedSource([found, ...needed])];
    const candidates: readonly RunnerName[] = runner === undefined ? ['process', 'worker', 'inline'] : [runner];
    for (const candidate of candidates) {
      const { lock: _lock, choices: _choices, runners = {}, ...options } = setup.options;
      await using manager = createPluginManager<AnyHooks>({
        ...options,
        sources,
        stateDir: folder,
        runners: {
          ...runners,
          plugins: { ...runners.plugins, [found.id]: candidate },
          read: [
            ...(runners.read ?? []),
            ...(usual === 'inline' && found.folder !== undefined ? packagesAbove(found.folder) : []),
          ],
        },
        followState: false,
        recordStats: false,
        watchLeaks: true,
      });
      await manager.rescan();
      const isRefused = manager.get(found.id)?.code === 'RUNNER_UNAVAILABLE';
      if (!isRefused || candidate === candidates.at(-1)) return await run(manager, found.id);
    }
    throw new Error('There is no runner.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(manager: PluginManager<AnyHooks>, id: string): Promise<Start> {
  const leaks: string[] = [];
  const errors: string[] = [];
  manager.on('plugin:error', ({ plugin, error }) => {
    if (plugin !== id) return;
    (error.code === 'PLUGIN_LEAK' ? leaks : errors).push(describeThrown(error));
  });
  manager.on('manager:problem', () => {});
  manager.on('plugin:blocked', () => {});
  await manager.start();
  const health = await manager.check(id);
  const status = manager.get(id)!;
  await manager.stop();
  return { status, health, leaks, errors: errors.filter((error) => error !== health.message) };
}
