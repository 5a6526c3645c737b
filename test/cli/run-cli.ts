import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { packageRoot } from '../tooling/package-root.ts';

/** The command as it is installed; built, because plugins and hosts import the built package. */
const COMMAND = join(packageRoot, 'dist/src/cli/bin.js');

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `--json` printed. */
export interface CliDocument {
  readonly hookline: number;
  readonly command: string;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs `hookline` to its end, without a terminal. It does not outlive the test. */
export function runCli(args: readonly string[], { cwd, env = {}, stdin }: CliOptions): Promise<CliResult> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: { ...withoutColors(), ...env },
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin?.end(stdin);
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => settle({ exitCode, stdout, stderr }));
  });
}

/** Runs `hookline --json`. Fails if standard output is not one JSON document. */
export async function runCliJson(
  args: readonly string[],
  options: CliOptions,
): Promise<CliResult & { readonly document: CliDocument }> {
  const [command = '', ...others] = args;
  const result = await runCli([command, '--json', ...others], options);
  return { ...result, document: JSON.parse(result.stdout) as CliDocument };
}

/** A folder in which files can import `hookline` and `zod`, as where both are installed. */
export async function createProject(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await createTemporaryFolder(files);
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(packageRoot, join(folder, 'node_modules/hookline'), 'dir');
  await symlink(join(packageRoot, 'node_modules/zod'), join(folder, 'node_modules/zod'), 'dir');
  return folder;
}

/** Hookspecs of one hook, a configuration, and no plugins yet: `plugins/` is where they go. */
export const HOST_FILES = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }',
  'hookspecs.js': `
    import { defineHookspecs, hook } from 'hookline';
    import { z } from 'zod';
    export const shopHookspecs = defineHookspecs({
      before_order: hook.waterfall({ args: { order: z.object({ total: z.number() }) }, thread: 'order', summary: 'Before an order is taken.' }),
      order_taken: hook.series({ args: { total: z.number() } }),
      describe_item: hook.first({ args: { name: z.string() }, returns: z.string() }),
    });
  `,
  'hookline.config.mjs': `
    import { directory } from 'hookline';
    import { shopHookspecs } from './hookspecs.js';
    export default {
      host: { name: 'shop', api: '1.2.0' },
      hookspecs: shopHookspecs,
      sources: [directory(new URL('plugins', import.meta.url), { trusted: true })],
      stateDir: import.meta.dirname + '/.hookline',
    };
  `,
} as const;

/** The files of a plugin under `plugins/`. */
export function pluginFiles(id: string, manifest: object, code: string): Readonly<Record<string, string>> {
  const folder = `plugins/${id.split('.')[1]!}`;
  const whole = { id, version: '1.0.0', api: '^1.0', entry: './index.js', ...manifest };
  return { [`${folder}/plugin.json`]: JSON.stringify(whole, null, 2), [`${folder}/index.js`]: code };
}

/** Who runs the tests may have asked for colours. */
function withoutColors(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _force, NO_COLOR: _no, COLUMNS: _columns, ...rest } = process.env;
  return rest;
}
