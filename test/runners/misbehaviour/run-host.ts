import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withScratchFolder } from '../scratch-folder.ts';
import type { Misbehaviour, Outcome } from './cases.ts';

/** What a host has to say of a plugin that misbehaved. */
interface Result {
  readonly outcome: Outcome;
  /** Whether an error or an event names the plugin. */
  readonly isNamed: boolean;
  /** The codes of what `plugin:error` told of it. */
  readonly errors: readonly string[];
  /** What the other plugin answers behind it. */
  readonly good: readonly string[];
  readonly isPolluted: boolean;
  /** The longest time in which the event loop of the host did not come round. */
  readonly lagMs: number;
  readonly grownMb: number;
}

export interface HostRun {
  /** In the order of the cases, as far as the host lived. */
  readonly results: readonly Result[];
  /** How the host ended: its exit code or signal, or `stays` if it had to be killed. */
  readonly end: number | string;
}

export type Runner = 'worker' | 'process';

export interface HostOptions {
  /** The program of bubblewrap, to run processes behind it. */
  readonly bwrap?: string | undefined;
  /** How long the host may have nothing to say before it is killed, in milliseconds. */
  readonly patienceMs?: number;
}

/** Runs cases in one host. */
export async function runHost(
  cases: readonly Misbehaviour[],
  runner: Runner,
  { bwrap, patienceMs = 45_000 }: HostOptions = {},
): Promise<HostRun> {
  return withScratchFolder(Object.assign({}, ...cases.map(toFiles)) as Record<string, string>, async (root) => {
    await Promise.all(cases.map(({ name }) => complete(name, join(root, name, 'bad'))));
    const folders = cases.map(({ name }) => join(root, name));
    return listen(JSON.stringify({ folders, runner, bwrap }), patienceMs);
  });
}

async function listen(options: string, patienceMs: number): Promise<HostRun> {
  const argv = [fileURLToPath(new URL('host.mjs', import.meta.url)), options];
  const host = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  const closed = once(host, 'close');
  const kill = (): unknown => host.kill('SIGKILL');
  let patience = setTimeout(kill, patienceMs);
  const results: Result[] = [];
  createInterface({ input: host.stdout }).on('line', (line) => {
    clearTimeout(patience);
    patience = setTimeout(kill, patienceMs);
    const said = JSON.parse(line) as Partial<Result>;
    if (said.lagMs !== undefined) results.push(said as Result);
  });
  const [code, signal] = (await closed) as [number | null, string | null];
  clearTimeout(patience);
  return { results, end: signal === 'SIGKILL' ? 'stays' : (code ?? signal ?? 'stays') };
}

/** The plugin that misbehaves and one that does not, by the path of each file. */
function toFiles({ name, callMs, startMs, permissions = [] }: Misbehaviour): Readonly<Record<string, string>> {
  const manifest = { version: '1.0.0', api: '^1.0', entry: './index.mjs' };
  const limits = { memoryMb: 64, callMs, startMs };
  const bad = { id: 'acme.bad', ...manifest, limits, hooks: { misbehave: {} }, permissions };
  return {
    [`${name}/bad/plugin.json`]: JSON.stringify(bad),
    [`${name}/good/plugin.json`]: JSON.stringify({ id: 'acme.good', ...manifest, hooks: { behave: {} } }),
    [`${name}/good/index.mjs`]: `export default { hooks: { behave: () => 'fine' } };`,
  };
}

async function complete(name: string, folder: string): Promise<void> {
  await copyFile(new URL(`fixtures/${name}.mjs`, import.meta.url), join(folder, 'index.mjs'));
  if (name === 'blocking-read') await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
}
