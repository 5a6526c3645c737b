import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../analysis/finding.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { describeThrown } from '../../errors/describe-value.ts';
import { ignoreRejection } from '../../hooks/thenable.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { findCompiler } from '../programs/find-compiler.ts';
import type { HostSetup } from '../setup/host-setup.ts';
import type { HostView } from '../validate/host-view.ts';
import { validatePlugin } from '../validate/validate-plugin.ts';
import { count } from '../validate/findings-text.ts';
import { watchFolder, type Change } from './change-feed.ts';
import { checkTypes } from './check-types.ts';
import type { DevCall, DevError, DevReload } from './dev-reload.ts';
import type { DevTeller } from './dev-teller.ts';
import { FileDigests } from './file-digests.ts';
import { placeOfError } from './error-place.ts';
import { createLivePlugin, type LivePlugin, type Reloaded } from './live-plugin.ts';
import { startBuild } from './start-build.ts';

export interface DevOptions {
  readonly found: FoundPlugin;
  readonly setup: HostSetup;
  readonly view: HostView;
  readonly runner: RunnerName;
  readonly buildLine: string | undefined;
  readonly wantsTypes: boolean;
  readonly signal: AbortSignal;
  readonly teller: DevTeller;
  /** Calls the hook that was asked for. */
  readonly call: ((live: LivePlugin) => Promise<DevCall>) | undefined;
}

export interface DevResult {
  readonly plugin: string;
  readonly reloads: readonly DevReload[];
  /** The last errors of types. */
  readonly types: readonly Finding[];
}

/** Runs the plugin and follows its files until the signal is aborted. Leaves no process behind. */
export async function runDevSession(options: DevOptions): Promise<DevResult> {
  const session = new DevSession(options);
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'hookline-dev-')));
  try {
    return await session.run(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

class DevSession {
  readonly #options: DevOptions;
  readonly #reloads: DevReload[] = [];
  #types: readonly Finding[] = [];
  #typing: { readonly abort: () => void; readonly ended: Promise<void> } | undefined;

  constructor(options: DevOptions) {
    this.#options = options;
  }

  async run(scratch: string): Promise<DevResult> {
    const { found, signal, teller, setup, view, runner } = this.#options;
    const folder = found.folder!;
    const digests = new FileDigests(folder);
    await using build = await startBuild({ found, line: this.#options.buildLine, signal, teller });
    // Before the start: what changes meanwhile counts as well.
    await using feed = await watchFolder(folder, signal);
    await using live = createLivePlugin({ setup, view, found, runner, onLog: (line) => teller.line(line) });
    await this.#take(live, 'start', { paths: [], at: performance.now() });
    this.#checkTypes(scratch);
    teller.line(`watching ${folder}; Ctrl-C ends it`);
    for (let change = await feed.next(); change !== undefined; change = await feed.next()) {
      if (!(await digests.haveChanged(change.paths))) continue;
      const isReady = build.isAbout(change.paths) && (await build.run());
      if (isReady && !signal.aborted) await this.#take(live, 'reload', change);
      this.#checkTypes(scratch);
    }
    this.#typing?.abort();
    await this.#typing?.ended;
    return { plugin: found.id, reloads: this.#reloads, types: this.#types };
  }

  /** Puts the code as it is now in place, and says what came of it. */
  async #take(live: LivePlugin, how: 'start' | 'reload', { paths, at }: Change): Promise<void> {
    const { teller, call, view } = this.#options;
    const reloaded = await live[how]();
    const durationMs = performance.now() - at;
    const made = await toReload(reloaded, { paths, durationMs });
    teller.reload(made);
    const called = call === undefined || made.status === 'failed' ? undefined : await call(live);
    const { findings } = await validatePlugin(reloaded.found, { view });
    const wrong = findings.filter(({ severity }) => severity !== 'info');
    teller.findings('validate', wrong);
    this.#reloads.push({
      ...made,
      errors: made.errors.map((error) => withPlace(error, wrong)),
      findings: { errors: count(wrong, 'error'), warnings: count(wrong, 'warning') },
      ...(called === undefined ? {} : { call: called }),
    });
  }

  /** Beside everything else: the compiler takes longer than a reload, and the next change makes its answer stale. */
  #checkTypes(scratch: string): void {
    const { found, wantsTypes, signal, teller } = this.#options;
    const folder = found.folder!;
    const compiler = wantsTypes ? findCompiler(folder) : undefined;
    this.#typing?.abort();
    if (compiler === undefined || signal.aborted) return;
    const stopping = new AbortController();
    const check = async (before: Promise<void> | undefined): Promise<void> => {
      await before;
      const infoFile = join(scratch, 'types.tsbuildinfo');
      const both = AbortSignal.any([signal, stopping.signal]);
      const checked = await checkTypes({ compiler, folder, infoFile, signal: both });
      if (checked === undefined) return;
      this.#types = checked.findings;
      if (checked.failure === undefined) teller.findings('types', checked.findings);
      else teller.lines('types could not be checked', [checked.failure]);
    };
    const ended = check(this.#typing?.ended).catch(ignoreRejection);
    this.#typing = { abort: () => stopping.abort(), ended };
  }
}

async function toReload(
  { found, status, failure, errors }: Reloaded,
  { paths, durationMs }: { readonly paths: readonly string[]; readonly durationMs: number },
): Promise<DevReload> {
  const told = errors.length > 0 || failure === undefined ? errors : [new Error(failure)];
  return {
    at: new Date().toISOString(),
    changed: paths,
    status: failure === undefined ? 'ok' : 'failed',
    state: status?.state,
    runner: status?.runner,
    durationMs,
    errors: await Promise.all(told.map((error) => toError(error, found))),
  };
}

/** Node does not tell where a module cannot be parsed; validation does. */
function withPlace(error: DevError, findings: readonly Finding[]): DevError {
  const broken = findings.find(({ rule }) => rule === 'syntax-error');
  if (error.file !== undefined || broken === undefined) return error;
  const { file, line, column, excerpt } = broken;
  return { ...error, file, line, column, ...(excerpt === undefined ? {} : { excerpt }) };
}

async function toError(error: Error, { folder }: FoundPlugin): Promise<DevError> {
  const place = await placeOfError(error, folder!);
  const message = describeThrown(error);
  if (place === undefined) return { message };
  const { text: excerpt, ...where } = place;
  return { message, ...where, excerpt };
}
