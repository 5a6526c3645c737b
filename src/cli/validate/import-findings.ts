import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Finding } from '../../analysis/finding.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { LastLines } from '../../runners/last-lines.ts';
import { nodeFeatures } from '../../runners/node-features.ts';
import { readLines } from '../../runners/output-lines.ts';

/** The rules of `--import`. */
export const IMPORT_RULES = [
  'import-environment',
  'import-failed',
  'import-file',
  'import-network',
  'import-program',
  'import-thread',
] as const;

type Kind = 'environment' | 'read' | 'write' | 'network' | 'program' | 'thread' | 'done' | 'failed';

/** What the process tells of the import; see import-probe.mjs. */
interface Touch {
  readonly kind: Kind;
  readonly what?: string;
  /** Whether the import failed because something was refused to it. */
  readonly isRefusal?: boolean;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

interface End {
  readonly touches: readonly Touch[];
  /** How the process ended, in words, if it did so without having told. */
  readonly death: string | undefined;
}

/** How long an import may take, in milliseconds. */
const LIMIT_MS = 15_000;

const PROBE = fileURLToPath(new URL('import-probe.mjs', import.meta.url));
const OWN_CODE = fileURLToPath(new URL('../../', import.meta.url));

/** Imports the entry in a process without environment that may not write or start anything, and says what it touched meanwhile. */
export async function findImportEffects(found: FoundPlugin): Promise<readonly Finding[]> {
  const { folder, entryFile } = found;
  if (folder === undefined || entryFile === undefined) return [];
  const { touches, death } = await importApart(folder, entryFile);
  const last = touches.at(-1);
  const told = touches.filter(({ kind }) => kind !== 'done' && kind !== 'failed');
  const failure = last?.kind === 'failed' ? [last] : [];
  const died = last?.kind === 'done' || last?.kind === 'failed' ? [] : [{ kind: 'failed' as const, what: death ?? '' }];
  const all = [...unique(told), ...failure, ...died];
  return Promise.all(all.map((touch) => toFinding(touch, found, told.length > 0)));
}

function importApart(folder: string, entryFile: string): Promise<End> {
  const child = spawn(process.execPath, [...flagsFor(entryFile), PROBE, folder, entryFile, OWN_CODE], {
    cwd: folder,
    // Nothing that a plugin could take along.
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const touches: Touch[] = [];
  const lastLines = new LastLines();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, LIMIT_MS);
  child.stdout!.resume();
  readLines(child.stderr!, (line) => lastLines.add(line));
  createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => touches.push(...parse(line)));
  return new Promise((settle) => {
    const end = (death: string | undefined): void => {
      clearTimeout(timer);
      settle({ touches, death });
    };
    child.once('error', (error) => end(`the process could not be started (${error.message})`));
    child.once('close', (code, signal) => {
      if (isLate) return end(`it did not finish within ${LIMIT_MS / 1000} s`);
      const how = signal === null ? `with the exit code ${code}` : `by the signal ${signal}`;
      const why = lastLines.list.find((line) => /^\w*Error\b/.test(line));
      end(`it ended the process ${how}${why === undefined ? '' : ` (${why})`}`);
    });
  });
}

/** Reading is watched by the script itself: the plugin has to be found, and the packages that it imports. */
function flagsFor(entryFile: string): readonly string[] {
  const { permissionFlag, permissionWarns } = nodeFeatures(process.version);
  return [
    permissionFlag,
    '--allow-fs-read=*',
    '--no-addons',
    ...(permissionWarns ? ['--disable-warning=ExperimentalWarning'] : []),
    ...(/\.[cm]?ts$/.test(entryFile) ? typeScriptFlags() : []),
  ];
}

function typeScriptFlags(): readonly string[] {
  if ('typescript' in process.features && process.features.typescript !== false) return [];
  // The hook that takes types away runs in a thread.
  return [
    '--allow-worker',
    '--import',
    pathToFileURL(createRequire(import.meta.url).resolve('hookline/typescript')).href,
  ];
}

/** A line that was cut off by the end of the process is none. */
function parse(line: string): readonly Touch[] {
  try {
    return [JSON.parse(line) as Touch];
  } catch {
    return [];
  }
}

function unique(touches: readonly Touch[]): readonly Touch[] {
  return [...new Map(touches.map((touch) => [JSON.stringify(touch), touch])).values()];
}

const ABOUT: Readonly<
  Record<Exclude<Kind, 'done'>, { readonly rule: (typeof IMPORT_RULES)[number]; readonly does: string }>
> = {
  environment: { rule: 'import-environment', does: 'read the environment' },
  read: { rule: 'import-file', does: 'looked at a file' },
  write: { rule: 'import-file', does: 'wanted to write a file' },
  network: { rule: 'import-network', does: 'wanted to use the network' },
  program: { rule: 'import-program', does: 'wanted to start a program' },
  thread: { rule: 'import-thread', does: 'wanted to start a thread' },
  failed: { rule: 'import-failed', does: 'failed' },
};

async function toFinding(touch: Touch, { folder, entryFile }: FoundPlugin, wasRefused: boolean): Promise<Finding> {
  const { kind, what = '', file = entryFile!, line = 1, column = 1, isRefusal = false } = touch;
  const { rule, does } = ABOUT[kind as Exclude<Kind, 'done'>];
  const text = await readFile(file, 'utf8').catch(() => '');
  const excerpt = (text.split('\n')[line - 1] ?? '').trim().slice(0, 200);
  const isFailure = kind === 'failed';
  return {
    rule,
    severity: isFailure && !isRefusal && !wasRefused ? 'error' : 'warning',
    message: isFailure
      ? `The import ${does}: ${what.replace(/\.$/, '')}.`
      : `When it was imported, the plugin ${does}: "${what}".`,
    remedy: isFailure
      ? 'Let importing only define: an import has to work in a process that may not write, connect or start anything.'
      : 'Move it into "activate", or into the hook that needs it.',
    file,
    path: relative(folder!, file).split(sep).join('/'),
    line,
    column,
    ...(excerpt === '' ? {} : { excerpt }),
  };
}
