import { describe, expect, test } from 'vitest';
import { chosenEnv } from '../../src/runners/chosen-env.ts';
import { isExactPath, toGrantedTree } from '../../src/runners/exact-path.ts';
import { NO_GRANTS, toGrants, type Grants } from '../../src/runners/grants.ts';
import { processFlags } from '../../src/runners/process-flags.ts';
import { workerFlags } from '../../src/runners/worker-flags.ts';

const PLACES = { folder: '/plugins/one', bootstrapFolders: ['/host/runners'] };
const ALL: Grants = {
  read: ['/data/in'],
  write: ['/data/out'],
  hosts: ['stats.example'],
  env: ['LANGUAGE'],
  commands: ['git'],
  worker: true,
  native: true,
  services: ['mail'],
};

function flagsOf(node: string, grants = NO_GRANTS): readonly string[] {
  return processFlags({ ...PLACES, node, grants, dataDir: '/state/one', memoryMb: 64 }).execArgv;
}

describe('the flags of a process', () => {
  const read = ['--allow-fs-read=/plugins/one/*', '--allow-fs-read=/host/runners/*', '--allow-fs-read=/state/one/*'];
  const own = [...read, '--allow-fs-write=/state/one/*'];
  const noNet = ['--no-experimental-websocket', '--no-experimental-eventsource'];

  test.each([
    [
      'v20.20.2',
      ['--experimental-permission', ...own, '--no-addons', ...noNet, '--disable-warning=ExperimentalWarning'],
    ],
    ['v22.12.0', ['--experimental-permission', ...own, '--no-addons', '--no-experimental-sqlite', ...noNet]],
    ['v22.23.0', ['--permission', ...own, '--no-addons', '--no-experimental-sqlite', ...noNet, '--disable-sigusr1']],
    ['v26.10.0', ['--permission', ...own, '--no-addons', '--no-experimental-sqlite', ...noNet, '--disable-sigusr1']],
  ])('of Node %s without a grant', (node, expected) => {
    expect(flagsOf(node)).toEqual([...expected, '--max-old-space-size=64']);
  });

  test.each([
    ['v20.20.2', ['--allow-addons']],
    ['v24.21.0', ['--allow-child-process', '--allow-addons']],
    ['v26.10.0', ['--allow-child-process', '--allow-net', '--allow-addons']],
  ])('of Node %s allow what was granted and this version can restrict', (node, expected) => {
    const allowed = flagsOf(node, ALL).filter((flag) => /^--allow-(?!fs-)/.test(flag));
    expect(allowed).toEqual(expected);
    expect(flagsOf(node, ALL)).toEqual(
      expect.arrayContaining(['--allow-fs-read=/data/in/*', '--allow-fs-write=/data/out/*']),
    );
  });

  test('never allow threads, which could drop every restriction', () => {
    for (const node of ['v20.20.2', 'v22.23.0', 'v24.21.0', 'v26.10.0']) {
      expect(flagsOf(node, ALL)).not.toContain('--allow-worker');
    }
  });
});

test('the flags of a thread leave out what only a whole process takes', () => {
  const { execArgv, resourceLimits } = workerFlags({ ...PLACES, node: 'v24.21.0', grants: NO_GRANTS, memoryMb: 64 });
  expect(execArgv).toEqual([
    '--permission',
    '--allow-fs-read=/plugins/one/*',
    '--allow-fs-read=/host/runners/*',
    '--no-addons',
    '--no-experimental-sqlite',
    '--no-experimental-websocket',
    '--no-experimental-eventsource',
  ]);
  expect(resourceLimits).toEqual({ maxOldGenerationSizeMb: 64 });
});

describe('a path that is granted', () => {
  test('never covers another whose name begins like it', () => {
    expect(toGrantedTree('/data/a')).toBe('/data/a/*');
    expect(toGrantedTree('/data/a/')).toBe('/data/a/*');
    expect(toGrantedTree('/')).toBe('/*');
    expect(toGrantedTree('/data/b/../a')).toBe('/data/a/*');
  });

  test.each(['/data/a*', '/data/*.js', 'data', '/data/\0'])('is refused where that cannot be said: %j', (path) => {
    expect(isExactPath(path)).toBe(false);
    expect(() => toGrantedTree(path)).toThrow('cannot be granted: it has to be absolute and without "*".');
  });
});

test('grants are the permissions of one kind together, with paths from the folder of the plugin', () => {
  const granted = toGrants(
    [
      { name: 'fs', optional: false, read: ['../shared', '/data/*'], write: ['/data/**'] },
      { name: 'fs', optional: false, read: ['/data'] },
      { name: 'net', optional: false, hosts: ['stats.example'] },
      { name: 'env', optional: false, names: ['TOKEN'] },
      { name: 'exec', optional: false, commands: ['git'] },
      { name: 'native', optional: false },
      { name: 'service', optional: false, services: ['mail'] },
    ],
    '/plugins/one',
  );
  expect(granted).toEqual({
    read: ['/plugins/shared', '/data'],
    write: ['/data'],
    hosts: ['stats.example'],
    env: ['TOKEN'],
    commands: ['git'],
    worker: false,
    native: true,
    services: ['mail'],
  });
});

describe('the environment', () => {
  const env = {
    PATH: '/bin',
    TZ: 'UTC',
    TOKEN: 'secret',
    NODE_OPTIONS: '--import=x',
    LD_PRELOAD: 'x',
    GONE: undefined,
  };

  test('is empty but for what is harmless', () => {
    expect(chosenEnv(NO_GRANTS, env)).toEqual({ TZ: 'UTC' });
  });

  test('holds the variables that were granted, and PATH where programs were', () => {
    expect(chosenEnv({ env: ['TOKEN', 'GONE', 'toString'], commands: ['git'] }, env)).toEqual({
      TZ: 'UTC',
      PATH: '/bin',
      TOKEN: 'secret',
    });
  });

  test('never holds what changes the start of Node', () => {
    expect(chosenEnv({ env: ['NODE_OPTIONS', 'LD_PRELOAD'], commands: [] }, env)).toEqual({ TZ: 'UTC' });
  });
});
