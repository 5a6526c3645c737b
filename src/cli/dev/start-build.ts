import { readFileSync } from 'node:fs';
import type { FoundPlugin } from '../../discovery/source.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { buildLineOf, isBuilt } from '../programs/build-plugin.ts';
import { findCompiler } from '../programs/find-compiler.ts';
import { runProgram, shellLine } from '../programs/run-program.ts';
import { toFindings } from './check-types.ts';
import type { DevTeller } from './dev-teller.ts';

/** How a plugin comes from its sources. */
export interface Build extends AsyncDisposable {
  /** Whether new code is in place behind a change of these files, once `run` has settled. */
  isAbout(paths: readonly string[]): boolean;
  /** Builds after a change. Gives whether it can be loaded. */
  run(): Promise<boolean>;
}

export interface BuildParts {
  readonly found: FoundPlugin;
  /** In place of what is found. */
  readonly line: string | undefined;
  readonly signal: AbortSignal;
  readonly teller: DevTeller;
}

/** Begins to build, and resolves when it was built once. */
export async function startBuild(parts: BuildParts): Promise<Build> {
  const { found, line, signal } = parts;
  if (line === undefined && !isBuilt(found)) return NO_BUILD;
  const output = `${found.manifest?.entry.replace(/^\.\//, '').split('/')[0] ?? 'dist'}/`;
  const compiler = line === undefined ? findCompiler(found.folder!) : undefined;
  if (compiler !== undefined && emits(compiler.buildConfig)) {
    return startCompiler([...compiler.argv, '-p', compiler.buildConfig], parts);
  }
  const command = line ?? (await buildLineOf(found));
  if (command === undefined) throw noBuild(found);
  const run = async (): Promise<boolean> => {
    const end = await runProgram(shellLine(command), { cwd: found.folder!, signal });
    if (end.code !== 0 && !signal.aborted) parts.teller.lines(`"${command}" ${end.how}`, end.lines.slice(-20));
    return end.code === 0;
  };
  await run();
  return {
    // What it writes itself is no change.
    isAbout: (paths) => paths.some((path) => !path.startsWith(output) && !path.endsWith('.tsbuildinfo')),
    run,
    [Symbol.asyncDispose]: async () => {},
  };
}

const NO_BUILD: Build = { isAbout: () => true, run: async () => true, [Symbol.asyncDispose]: async () => {} };

function emits(config: string): boolean {
  const text = readFileSync(config, 'utf8');
  return /"noEmit"\s*:\s*false/.test(text) || !/"noEmit"\s*:\s*true/.test(text);
}

/** The compiler keeps what it knows, and writes what has changed. */
async function startCompiler(argv: readonly string[], { found, signal, teller }: BuildParts): Promise<Build> {
  const folder = found.folder!;
  const stopping = new AbortController();
  let isBuiltOnce: (() => void) | undefined;
  const first = new Promise<void>((settle) => {
    isBuiltOnce = settle;
  });
  const onLine = (line: string): void => {
    const findings = toFindings([line], folder);
    if (findings.length > 0) teller.findings('compiler', findings);
    if (/Watching for file changes/.test(line)) isBuiltOnce?.();
  };
  const flags = ['--watch', '--preserveWatchOutput', '--pretty', 'false'];
  const ended = runProgram([...argv, ...flags], {
    cwd: folder,
    signal: AbortSignal.any([signal, stopping.signal]),
    onLine,
  });
  const end = await Promise.race([first, ended]);
  if (end !== undefined && !signal.aborted) teller.lines(`The compiler ${end.how}`, end.lines.slice(-20));
  return {
    isAbout: (paths) => paths.some((path) => !/(?:(?<!\.d)\.[cm]?tsx?|\.d\.[cm]?ts|\.map|\.tsbuildinfo)$/.test(path)),
    run: async () => true,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await ended;
    },
  };
}

function noBuild({ id, manifest, folder }: FoundPlugin): HooklineError {
  const message = `The entry "${manifest!.entry}" of the plugin "${id}" is built, and nothing says how.`;
  return new HooklineError('COMMAND_MISUSED', message, {
    hint: 'Give "--build <command>", or the package a script "build"; with a tsconfig.json, install "typescript".',
    data: { plugin: id, folder },
  });
}
