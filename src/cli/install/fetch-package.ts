import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { readArchive } from '../archive/read-archive.ts';
import { printableLine } from '../terminal/printable.ts';

interface Fetching {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * The files of a package, fetched by the npm of the user, with the registry and the credentials that it has. None of its scripts
 * is run, and nothing is installed. @throws PACKAGE_UNAVAILABLE, ARCHIVE_INVALID
 */
export async function fetchPackage(spec: string, options: Fetching): Promise<readonly ArchiveFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-package-'));
  try {
    await runNpm(spec, folder, options);
    const [name] = (await readdir(folder)).filter((each) => each.endsWith('.tgz'));
    if (name === undefined) throw unavailable(spec, 'npm has made no package of it');
    return await readArchive(join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runNpm(spec: string, folder: string, { cwd, env, signal }: Fetching): Promise<void> {
  const [program, first] = npmCommand(env);
  const args = [
    ...first,
    'pack',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    // What goes wrong is told, also to somebody who wants to hear nothing of npm otherwise.
    '--loglevel=error',
    '--pack-destination',
    folder,
    '--',
    spec,
  ];
  const child = spawn(program, args, { cwd, env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-10_000)));
  const code = await new Promise<number | null>((settle, reject) => {
    child.once('error', reject);
    child.once('close', settle);
  }).catch((thrown: unknown) => {
    throw unavailable(spec, `npm cannot be run: ${describeThrown(thrown)}`, thrown);
  });
  if (code !== 0) throw unavailable(spec, `npm says: ${reasonOf(said)}`);
}

/** On Windows `npm` is a script that only a shell can run, and what is installed is none of a shell's business. */
function npmCommand({ npm_execpath: path }: NodeJS.ProcessEnv): readonly [string, readonly string[]] {
  if (path !== undefined && /npm-cli\.[cm]?js$/.test(path)) return [process.execPath, [path]];
  if (process.platform !== 'win32') return ['npm', []];
  return [process.execPath, [join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')]];
}

/** What npm prints, without its codes and the way to its log. */
function reasonOf(said: string): string {
  const lines = said
    .split('\n')
    .flatMap((line) => /^npm (?:error|ERR!) ?(.*)/.exec(line)?.[1] ?? [])
    .filter((line) => line !== '' && !/^(?:code|errno|syscall|A complete log|\s*\/)/.test(line));
  const [first = ''] = lines;
  return printableLine(first.replace(/^(?:\d{3}|[a-z]+|[A-Z]+) (?=[A-Z])/, '')).slice(0, 400) || 'nothing';
}

function unavailable(spec: string, problem: string, cause?: unknown): HooklineError {
  return new HooklineError(
    'PACKAGE_UNAVAILABLE',
    `The package "${spec}" was not fetched: ${problem.replace(/\.$/, '')}.`,
    {
      hint: 'Look at the name, the version and the registry. A folder or an archive is given by its path, such as "./store.tgz".',
      data: { package: spec, problem },
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
