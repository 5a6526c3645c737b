import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HooklineError } from '../../errors/hookline-error.ts';
import { chosenEnv } from '../../runners/chosen-env.ts';
import { findLinksOut } from '../../runners/find-links-out.ts';
import { toGrants } from '../../runners/grants.ts';
import { processFlags } from '../../runners/process-flags.ts';
import type { Unit, UnitRequest } from '../../runners/runner.ts';
import { startProcessUnit } from '../../runners/start-process-unit.ts';
import { startWorkerUnit } from '../../runners/start-worker-unit.ts';
import { UNIT_PROGRAM } from '../../runners/unit-program.ts';
import { workerFlags } from '../../runners/worker-flags.ts';
import type { InstanceParts } from '../lifecycle/instance-parts.ts';

type UnitParts = Pick<InstanceParts, 'options' | 'record' | 'resolved' | 'runtime' | 'survey'>;

/** The compiled code of this package, and the file that says that it is made of modules. */
const CODE = join(dirname(fileURLToPath(UNIT_PROGRAM)), '../..');
const PACKAGE_FILE = join(CODE, '../../package.json');

/**
 * Starts a plugin in a thread or process of its own, with the permissions of its manifest and no others.
 *
 * @throws RUNNER_UNAVAILABLE if its folder has links that leave it, and what the runner throws
 */
export async function startUnit(
  runner: 'worker' | 'process',
  parts: UnitParts,
  startMs: number,
): Promise<{ readonly exported: unknown; readonly unit: Unit }> {
  if (runner === 'process') {
    await assertContained(parts);
    parts.runtime.guardInspector();
  }
  const unit = await (runner === 'process' ? startProcessUnit : startWorkerUnit)(toRequest(runner, parts, startMs));
  return { exported: unit.definition, unit };
}

function toRequest(runner: 'worker' | 'process', parts: UnitParts, startMs: number): UnitRequest {
  const { options, record, resolved, runtime, survey } = parts;
  const { folder, entryFile, manifest } = resolved.found;
  const plugin = { id: record.id, version: record.version };
  const { launcher, read = [] } = options.runners;
  const grants = toGrants(manifest!.permissions, folder!);
  const surroundings = {
    folder: folder!,
    bootstrapFolders: [CODE, PACKAGE_FILE, ...read.map((path) => resolve(path))],
    dataDir: options.stateDir === undefined ? undefined : join(options.stateDir, 'data', record.id),
    grants,
  };
  const flags = (runner === 'process' ? processFlags : workerFlags)({ node: process.version, ...surroundings });
  return {
    plugin,
    folder: folder!,
    entryFile: entryFile!,
    startMs,
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
