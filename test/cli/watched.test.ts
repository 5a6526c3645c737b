import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { createProject, HOST_FILES, pluginFiles, runCli } from './run-cli.ts';

const WATCH = pathToFileURL(join(packageRoot, 'test/cli/fixtures/watch-process.mjs')).href;

/** A plugin that uses the network as soon as it is loaded, and would be loaded by any start of the host. */
const TALKATIVE = pluginFiles(
  'acme.talkative',
  {
    activation: 'startup',
    hooks: { order_taken: {} },
    permissions: [{ name: 'net', hosts: ['127.0.0.1'], reason: 'Sends counts.' }],
    contributes: { cli: [{ name: 'send', summary: 'Sends counts.' }] },
  },
  `
    await fetch('http://127.0.0.1:65000').catch(() => {});
    export default { hooks: { order_taken: () => {} }, commands: { send: () => 'sent' } };
  `,
);

interface Watched {
  readonly exitCode: number | null;
  /** The modules that were loaded, those of the package by their path in it. */
  readonly loaded: readonly string[];
  /** What was called of the network. */
  readonly net: readonly string[];
}

/** Runs a command and sees what it and the processes that it starts load, and whether they use the network. */
async function watch(args: readonly string[], cwd: string): Promise<Watched> {
  const file = join(cwd, 'watched.txt');
  const { exitCode } = await runCli(args, { cwd, env: { NODE_OPTIONS: `--import=${WATCH}`, WATCHED_IN: file } });
  const lines = (await readFile(file, 'utf8')).split('\n');
  await rm(file);
  const of = (kind: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));
  return {
    exitCode,
    loaded: of('load').map((url) => url.replace(`${pathToFileURL(packageRoot).href}/`, '')),
    net: of('net'),
  };
}

function ofPlugins(loaded: readonly string[]): readonly string[] {
  return loaded.filter((url) => url.endsWith('/plugins/talkative/index.js'));
}

test('the start of a host loads the plugin and uses the network, so that these tests would see it', async () => {
  const cwd = await createProject({ ...HOST_FILES, ...TALKATIVE });
  const { loaded, net } = await watch(['why-loaded', '--json'], cwd);
  expect(ofPlugins(loaded)).toHaveLength(1);
  expect(net).toContain('connect');
});

test('help loads no plugin, and no host either once it is known what its plugins contribute', async () => {
  const cwd = await createProject({ ...HOST_FILES, ...TALKATIVE });
  const first = await watch(['--help'], cwd);
  expect([first.exitCode, first.net, ofPlugins(first.loaded)]).toEqual([0, [], []]);
  const { exitCode, net, loaded } = await watch(['--help'], cwd);
  const ofHosts = loaded.filter((url) =>
    /^dist\/src\/(?:manager|manifest|public)\/|\/(?:zod|yaml)\/|\/hookline\.config/.test(url),
  );
  expect([exitCode, net, ofHosts]).toEqual([0, [], []]);
  expect(loaded).toContain('dist/src/cli/contributed/command-cache.js');
});

describe('no plugin is loaded and no socket is opened by', () => {
  test.each([
    'list',
    'list --json',
    'info acme.talkative --json',
    'explain acme.talkative',
    'doctor',
    'hooks list',
    'hooks docs',
    'validate plugins/talkative --json',
    'pack plugins/talkative --dry-run',
    'disable acme.talkative',
    'stats',
    'send --help',
  ])('hookline %s', async (command) => {
    const cwd = await createProject({ ...HOST_FILES, ...TALKATIVE });
    const { net, loaded } = await watch(command.split(' '), cwd);
    expect({ net, loaded: ofPlugins(loaded) }).toEqual({ net: [], loaded: [] });
  });
});
