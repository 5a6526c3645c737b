import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chosenEnv } from '../../runners/chosen-env.ts';
import { dieWithParent } from '../../runners/die-with-parent.ts';
import { findLinksOut } from '../../runners/find-links-out.ts';
import { NO_GRANTS } from '../../runners/grants.ts';
import type { Launcher } from '../../runners/launchers.ts';
import { processFlags } from '../../runners/process-flags.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { workerFlags } from '../../runners/worker-flags.ts';
import { createWorld, type World } from './create-world.ts';
import { PROBES } from './probes/all.mjs';

/** What came of a probe. One that ended the host did more than it tried. */
export type ProbeOutcome = 'YES' | 'denied' | 'failed' | 'ENDS THE HOST';
export type ProbeName = keyof typeof PROBES;

/** All probes, in their order. */
export const PROBE_NAMES = Object.keys(PROBES) as readonly ProbeName[];

export interface ProbeRunOptions {
  readonly kind: RunnerName;
  /** Whether Node is started with the flags and the environment that the runner gives. */
  readonly flags: boolean;
  /** Whether the runner takes away what the flags leave open. */
  readonly scrub: boolean;
  readonly launcher?: Launcher | undefined;
  /** Folders that the host lets all plugins read. */
  readonly read?: readonly string[];
  /** Default all. */
  readonly names?: readonly ProbeName[];
  readonly signal?: AbortSignal;
  readonly onBegin?: (name: ProbeName) => void;
}

export interface ProbeRun {
  /** In the order of the probes that were asked for. */
  readonly outcomes: Readonly<Partial<Record<ProbeName, ProbeOutcome>>>;
  /** Why no probe could be tried. */
  readonly unusable?: string;
  /** Whether the folder of the plugin has a link for which the manager would not start it in a process. */
  readonly hasLinksOut: boolean;
}

/** A line that the host prints. */
interface Said {
  readonly begins?: ProbeName;
  readonly name?: ProbeName;
  readonly outcome?: ProbeOutcome;
  readonly unusable?: string;
}

const HOST = fileURLToPath(new URL('host.mjs', import.meta.url));
const FOLDERS = ['.', '../../runners'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)).replace(/[/\\]$/, ''),
);

/** The host gives each unit five seconds; one that is silent for so long hangs. */
const SILENCE_MS = 20_000;

/** Lets probes try what they can, on the running version of Node, in a host of their own that is lost with them. */
export async function runProbes(options: ProbeRunOptions): Promise<ProbeRun> {
  const { names = PROBE_NAMES, signal } = options;
  await using world = await createWorld();
  const hasLinksOut = (await findLinksOut(world.folder)).length > 0;
  const outcomes = new Map<ProbeName, ProbeOutcome>();
  while (outcomes.size < names.length) {
    signal?.throwIfAborted();
    const left = names.filter((name) => !outcomes.has(name));
    const before = outcomes.size;
    const unusable = await runHost(await toTask(left, options, world), outcomes, options);
    signal?.throwIfAborted();
    if (unusable !== undefined) return { outcomes: {}, unusable, hasLinksOut };
    if (outcomes.size === before) return { outcomes: {}, unusable: 'the host of the probes ended', hasLinksOut };
  }
  return { outcomes: Object.fromEntries(names.map((name) => [name, outcomes.get(name)])), hasLinksOut };
}

interface Task {
  readonly names: readonly ProbeName[];
  readonly kind: RunnerName;
  readonly scrubs: boolean;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly world: World;
}

/** Nothing of the environment of this process is at stake. */
const HOST_ENV = { PATH: process.env['PATH'] ?? '', HOST_SECRET: 'secret' };

async function toTask(names: readonly ProbeName[], options: ProbeRunOptions, world: World): Promise<Task> {
  const { kind, flags, scrub, launcher, read = [] } = options;
  const { folder, dataDir } = world;
  const unit = { folder, dataDir, bootstrapFolders: [...FOLDERS, ...read], grants: NO_GRANTS };
  const toFlags = kind === 'worker' ? workerFlags : processFlags;
  const execArgv = flags ? toFlags({ ...unit, node: process.version }).execArgv : [];
  const plain = [process.execPath, ...execArgv];
  const argv = launcher === undefined ? plain : launcher(plain, { ...unit, node: process.execPath });
  const death = await dieWithParent();
  const env = flags || launcher !== undefined ? chosenEnv(NO_GRANTS, HOST_ENV) : HOST_ENV;
  return { names, kind, scrubs: scrub, argv: death.wrap(argv), execArgv, env, world };
}

/** Gives why no probe could begin. A host that does not live to the end was ended by the probe that had begun. */
async function runHost(
  task: Task,
  outcomes: Map<ProbeName, ProbeOutcome>,
  { signal, onBegin }: ProbeRunOptions,
): Promise<string | undefined> {
  const [program, ...args] = withoutCore([process.execPath, '--inspect-port=0', HOST, JSON.stringify(task)]);
  // A probe writes into the working folder.
  const child = spawn(program!, args, { cwd: task.world.folder, env: HOST_ENV, stdio: ['ignore', 'pipe', 'ignore'] });
  const kill = (): void => void child.kill('SIGKILL');
  const patience = setTimeout(kill, SILENCE_MS);
  signal?.addEventListener('abort', kill, { once: true });
  let begun: ProbeName | undefined;
  let unusable: string | undefined;
  child.once('error', ({ message }) => (unusable = message));
  for await (const line of createInterface({ input: child.stdout })) {
    patience.refresh();
    const said = parse(line, begun);
    unusable ??= said.unusable;
    begun = said.begins;
    if (begun !== undefined) onBegin?.(begun);
    if (said.name !== undefined && said.outcome !== undefined) outcomes.set(said.name, said.outcome);
  }
  clearTimeout(patience);
  signal?.removeEventListener('abort', kill);
  if (begun !== undefined) outcomes.set(begun, 'ENDS THE HOST');
  return unusable;
}

/** A host that crashes leaves no image of its memory behind, wherever the system would put it. */
function withoutCore(argv: readonly string[]): readonly string[] {
  return ['/bin/sh', '-c', 'ulimit -c 0; exec "$0" "$@"', ...argv];
}

/** Where a probe made another program of the host, that one says so. */
function parse(line: string, begun: ProbeName | undefined): Said {
  if (line === 'YES' && begun !== undefined) return { name: begun, outcome: 'YES' };
  try {
    return JSON.parse(line) as Said;
  } catch {
    // The end of the host cut it off.
    return begun === undefined ? {} : { begins: begun };
  }
}
