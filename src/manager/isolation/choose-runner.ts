import type { FoundPlugin } from '../../discovery/source.ts';
import { enforcement, unmetDemands } from '../../runners/enforcement.ts';
import type { Enforceable, Enforcement } from '../../runners/enforcement-fact.ts';
import { findInexactPath } from '../../runners/exact-path.ts';
import { toGrants } from '../../runners/grants.ts';
import { nameLauncher, type Launcher } from '../../runners/launchers.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { Permission } from '../../manifest/permission.ts';
import type { Verdict } from '../resolution/verdict.ts';

/** From the least isolated to the most. */
export const RUNNERS: readonly RunnerName[] = ['inline', 'worker', 'process'];

/** Where plugins have to run, whatever their manifests prefer: manifests may ask for more isolation, never for less. */
export interface RunnerRules {
  /** The least isolation of every plugin of a folder; plugins in code are the host's own. */
  readonly min: RunnerName;
  /** The least isolation of single plugins, by id. */
  readonly plugins: Readonly<Record<string, RunnerName>>;
  /** What has to be enforced, or reach the plugin through the host only. */
  readonly enforce: readonly Enforceable[];
  readonly launcher?: Launcher | undefined;
  /** Whether a plugin has to run in a process of its own, because of what was seen of its code. */
  readonly isSuspect: (plugin: FoundPlugin) => boolean;
  /** What plugins may do, or will do when they run. */
  readonly permissionsOf: (plugin: FoundPlugin) => readonly Permission[];
  /** Hooks that have to answer at once, which code elsewhere cannot. */
  readonly isSync: (hook: string) => boolean;
}

/** The first of the runners that the manifest prefers, or the least isolated one, in which the plugin may and can run. */
export function chooseRunner(plugin: FoundPlugin, rules: RunnerRules): RunnerName | Verdict {
  const { prefer, min } = plugin.manifest!.runner;
  const floors: RunnerName[] = [
    min,
    ...(plugin.folder === undefined ? [] : [rules.min]),
    rules.plugins[plugin.id] ?? 'inline',
  ];
  if (rules.isSuspect(plugin)) floors.push('process');
  const floor = Math.max(...floors.map((runner) => RUNNERS.indexOf(runner)));
  const allowed = RUNNERS.slice(floor);
  const order = [...prefer.filter((runner) => allowed.includes(runner)), ...allowed];
  const obstacles = new Map(order.map((runner) => [runner, obstacleOf(plugin, runner, rules)]));
  return order.find((runner) => obstacles.get(runner) === undefined) ?? refuse(plugin, obstacles);
}

/** Why a plugin cannot run in a runner. */
function obstacleOf(plugin: FoundPlugin, runner: RunnerName, rules: RunnerRules): string | undefined {
  return (runner === 'inline' ? undefined : cannotMove(plugin, runner, rules)) ?? unmet(plugin, runner, rules);
}

function cannotMove(plugin: FoundPlugin, runner: RunnerName, rules: RunnerRules): string | undefined {
  const { manifest, folder } = plugin;
  if (folder === undefined) return 'it is a plugin in code, which has no files';
  const { hooks, contributes } = manifest!;
  if (contributes.hooks.length > 0) return `it contributes hooks of its own ("${contributes.hooks[0]}")`;
  const sync = runner === 'process' ? Object.keys(hooks).find(rules.isSync) : undefined;
  if (sync !== undefined) return `it implements the synchronous hook "${sync}", which cannot wait for another process`;
  const { read, write } = toGrants(rules.permissionsOf(plugin), folder);
  const inexact = findInexactPath([folder, ...read, ...write]);
  return inexact === undefined ? undefined : `Node cannot keep it to the path "${inexact}", which has a "*" in it`;
}

/** What the host demands to be kept, and here is not. Plugins in code are the host's own. */
function unmet(plugin: FoundPlugin, runner: RunnerName, rules: RunnerRules): string | undefined {
  if (plugin.folder === undefined) return undefined;
  const [first] = unmetDemands(rules.enforce, enforcementOf(plugin, runner, rules));
  return first === undefined
    ? undefined
    : `"${first.name}" is to be enforced, and is ${first.level} only: ${first.why.replace(/\.$/, '')}`;
}

/** What of each permission and limit is kept, if the plugin runs in this runner. */
export function enforcementOf(
  plugin: FoundPlugin,
  runner: RunnerName,
  { launcher, permissionsOf }: Pick<RunnerRules, 'launcher' | 'permissionsOf'>,
): Enforcement {
  const { folder } = plugin;
  return enforcement({
    runner,
    node: process.version,
    platform: process.platform,
    launcher: nameLauncher(launcher),
    grants: folder === undefined ? undefined : toGrants(permissionsOf(plugin), folder),
  });
}

function refuse({ id, manifest }: FoundPlugin, obstacles: ReadonlyMap<RunnerName, string | undefined>): Verdict {
  const reasons = [...obstacles].map(([runner, obstacle]) => `not in the runner "${runner}", because ${obstacle}`);
  return {
    state: 'unsupported',
    code: 'RUNNER_UNAVAILABLE',
    reason: `The plugin "${id}" ${manifest!.version} cannot run as isolated as it has to: ${reasons.join('; ')}.`,
    remedy: 'Let it run with less isolation, if you trust it so far, or remove it.',
  };
}
