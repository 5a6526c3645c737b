import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HooklineError } from '../../errors/hookline-error.ts';
import { chosenEnv } from '../../runners/chosen-env.ts';
import { findInexactPath } from '../../runners/exact-path.ts';
import { findLinksOut } from '../../runners/find-links-out.ts';
import { toGrants } from '../../runners/grants.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { ignoreRejection } from '../../hooks/thenable.ts';
import { spawnProcess } from '../../runners/process-body.ts';
import { processFlags } from '../../runners/process-flags.ts';
import type { RunnerName, Unit, UnitRequest } from '../../runners/runner.ts';
import { startProcessUnit } from '../../runners/start-process-unit.ts';
import { startWorkerUnit } from '../../runners/start-worker-unit.ts';
import { startThread } from '../../runners/thread-body.ts';
import { UNIT_PROGRAM } from '../../runners/unit-program.ts';
import { createWarmUnits } from '../../runners/warm-units.ts';
import { workerFlags } from '../../runners/worker-flags.ts';
import { enforcementOf } from './choose-runner.ts';
import type { InstanceParts } from '../lifecycle/instance-parts.ts';

type UnitRunner = Exclude<RunnerName, 'inline'>;
type UnitParts = Pick<InstanceParts, 'options' | 'record' | 'resolved' | 'restarts' | 'runtime' | 'survey'>;

/** The compiled code of this package, and the file that says that it is made of modules. */
const CODE = join(dirname(fileURLToPath(UNIT_PROGRAM)), '../..');
const PACKAGE_FILE = join(CODE, '../../package.json');

/**
 * Starts a plugin in a thread or process of its own, with the permissions that are granted and no others.
 *
 * @throws RUNNER_UNAVAILABLE if its folder has links that leave it, or a path cannot be granted exactly, and what the runner throws
 */
export async function startUnit(
  runner: UnitRunner,
  parts: UnitParts,
  startMs: number,
): Promise<{ readonly exported: unknown; readonly unit: Unit }> {
  if (runner === 'process') {
    await assertContained(parts);
    parts.runtime.guardInspector();
  }
  const request = toRequest(runner, parts, startMs);
  const unit = await (hasSpare(parts)
    ? startWithSpare(runner, parts, request)
    : (runner === 'process' ? startProcessUnit : startWorkerUnit)(request));
  return { exported: unit.definition, unit };
}

function hasSpare({ options, record }: UnitParts): boolean {
  const { spares } = options.runners;
  return typeof spares === 'boolean' ? spares : spares.includes(record.id);
}

/** A spare is for a unit that ends by itself, or rests: one that is stopped takes its spare with it. */
async function startWithSpare(
  runner: UnitRunner,
  { restarts, record }: UnitParts,
  request: UnitRequest,
): Promise<Unit> {
  const spares = (restarts.spares ??= createWarmUnits({ worker: startThread, process: spawnProcess }));
  const unit = await spares.start(runner, request);
  let hasEnded = false;
  const note = async (): Promise<void> => {
    await unit.exited;
    hasEnded = true;
  };
  note().catch(ignoreRejection);
  const stop = (): Promise<void> => {
    if (!hasEnded && !restarts.resting.has(record.id)) spares.drop(record.id);
    return unit.stop();
  };
  return { ...unit, stop };
}

function toRequest(runner: UnitRunner, parts: UnitParts, startMs: number): UnitRequest {
  const { options, record, resolved, runtime, survey } = parts;
  const { folder, entryFile, manifest } = resolved.found;
  const plugin = { id: record.id, version: record.version };
  const { launcher, read = [] } = options.runners;
  const { granted } = survey.grantsOf(record.found);
  const all = toGrants(granted, folder!);
  // What reaches the plugin through `ctx.http` only needs no sockets.
  const { net } = enforcementOf(resolved.found, runner, { launcher, permissionsOf: () => granted });
  const grants = net.level === 'brokered' ? { ...all, hosts: [] } : all;
  const dataDir = options.stateDir === undefined ? undefined : join(options.stateDir, 'data', record.id);
  const bootstrapFolders = [CODE, PACKAGE_FILE, ...read.map((path) => resolve(path))];
  const surroundings = { folder: folder!, bootstrapFolders, dataDir, grants };
  assertExact(plugin, [
    folder!,
    ...bootstrapFolders,
    ...(dataDir === undefined ? [] : [dataDir]),
    ...grants.read,
    ...grants.write,
  ]);
  const flags = (runner === 'process' ? processFlags : workerFlags)({ node: process.version, ...surroundings });
  return {
    plugin,
    folder: folder!,
    entryFile: entryFile!,
    startMs,
    others: survey.facts.folders.filter(({ id }) => id !== record.id),
    memoryMb: manifest!.limits.memoryMb,
    execArgv: flags.execArgv,
    env: chosenEnv(grants, process.env),
    secrets: manifest!.secrets.map(({ key }) => key),
    syncHooks: survey.syncHooksOf(manifest!),
    granted: { net: grants.hosts.length > 0, exec: grants.commands.length > 0, native: grants.native },
    ...(launcher === undefined
      ? {}
      : { launcher: (argv) => launcher(argv, { node: process.execPath, ...surroundings }) }),
    onResponsive: (isResponsive) =>
      runtime.hub.emit('plugin:responsive', { plugin: plugin.id, version: plugin.version, isResponsive }),
    onOutput: (stream, line) => runtime.tellOutput(plugin, stream, line),
  };
}

/** What a plugin was granted cannot have changed since its runner was chosen, but folders of the host may have any name. */
function assertExact(plugin: PluginIdentity, paths: readonly string[]): void {
  const path = findInexactPath(paths);
  if (path === undefined) return;
  const message = `The plugin "${plugin.id}" ${plugin.version} cannot run in a thread or process of its own: Node cannot keep it to the path "${path}", which has a "*" in it.`;
  throw new HooklineError('RUNNER_UNAVAILABLE', message, {
    hint: 'Rename the folder.',
    data: { plugin: plugin.id, version: plugin.version, path },
  });
}

/** Permissions follow links: a plugin that has some to the outside would read what they lead to. */
async function assertContained({ record, resolved }: UnitParts): Promise<void> {
  const [first, ...others] = await findLinksOut(resolved.found.folder!);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const message = `The plugin "${record.id}" ${record.version} cannot run in a process: its link "${first.path}" leads out of its folder, to "${first.target}"${more}.`;
  throw new HooklineError('RUNNER_UNAVAILABLE', message, {
    hint: 'Put what the links lead to into the folder of the plugin.',
    data: { plugin: record.id, version: record.version, links: [first, ...others] },
  });
}
