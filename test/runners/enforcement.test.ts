import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROBE_FACTS } from '../../src/cli/attack/probe-facts.ts';
import { PROBE_NAMES } from '../../src/cli/attack/run-probes.ts';
import { enforcement, unmetDemands, type EnforcementOptions } from '../../src/runners/enforcement.ts';
import { NO_GRANTS } from '../../src/runners/grants.ts';

const NODES = { 20: 'v20.20.2', 22: 'v22.23.0', 24: 'v24.21.0', 26: 'v26.10.0' };

function levelsOf(options: Partial<EnforcementOptions> = {}): Record<string, string> {
  const facts = enforcement({ runner: 'process', node: NODES[24], platform: 'linux', ...options });
  return Object.fromEntries(Object.entries(facts).map(([name, { level }]) => [name, level]));
}

const LIMITED = {
  memoryMb: 'enforced',
  dataMb: 'enforced',
  callMs: 'enforced',
  startMs: 'enforced',
  concurrency: 'brokered',
};
const PROCESS = {
  ...LIMITED,
  fs: 'enforced',
  net: 'declared',
  env: 'enforced',
  exec: 'enforced',
  worker: 'enforced',
  native: 'enforced',
  service: 'brokered',
};

describe('what is kept', () => {
  test('of a plugin inline: nothing but the number of calls', () => {
    const { concurrency, memoryMb, ...others } = levelsOf({ runner: 'inline' });
    expect({ concurrency, memoryMb }).toEqual({ concurrency: 'brokered', memoryMb: 'impossible' });
    expect(new Set(Object.values(others))).toEqual(new Set(['declared']));
  });

  test('of a plugin in a thread: nothing but what goes through the host', () => {
    const { concurrency, service, ...others } = levelsOf({ runner: 'worker' });
    expect({ concurrency, service }).toEqual({ concurrency: 'brokered', service: 'brokered' });
    expect(new Set(Object.values(others))).toEqual(new Set(['declared']));
  });

  test('of a plugin in a process: all but the network before Node 25', () => {
    expect(levelsOf()).toEqual(PROCESS);
    expect(levelsOf({ node: NODES[26] })).toEqual({ ...PROCESS, net: 'enforced' });
  });

  test('of a plugin behind bubblewrap: the network too, but on Linux only', () => {
    expect(levelsOf({ launcher: 'bubblewrap' })).toEqual({ ...PROCESS, net: 'enforced' });
    expect(levelsOf({ launcher: 'bubblewrap', platform: 'darwin' })).toEqual(PROCESS);
    expect(levelsOf({ launcher: 'other' })).toEqual(PROCESS);
  });

  test('where nothing watches the memory: not that', () => {
    expect(levelsOf({ platform: 'win32' })).toEqual({ ...PROCESS, memoryMb: 'declared' });
  });
});

describe('a grant takes the ground from under others', () => {
  const loose = { fs: 'declared', dataMb: 'declared', exec: 'declared', worker: 'declared', native: 'declared' };

  test('programs are not restricted themselves', () => {
    expect(levelsOf({ grants: { ...NO_GRANTS, commands: ['git'] } })).toEqual({ ...PROCESS, ...loose });
  });

  test('before Node 22 a program cannot be granted', () => {
    const grants = { ...NO_GRANTS, commands: ['git'] };
    expect(levelsOf({ node: NODES[20], grants })).toEqual({ ...PROCESS, exec: 'impossible' });
  });

  test('native code is not restricted', () => {
    expect(levelsOf({ grants: { ...NO_GRANTS, native: true } })).toEqual({ ...PROCESS, ...loose });
  });

  test('behind bubblewrap the files stay out of reach', () => {
    const grants = { ...NO_GRANTS, commands: ['git'] };
    const expected = { ...PROCESS, ...loose, fs: 'enforced', dataMb: 'enforced', net: 'enforced' };
    expect(levelsOf({ launcher: 'bubblewrap', grants })).toEqual(expected);
  });

  test('threads cannot be granted', () => {
    const grants = { ...NO_GRANTS, worker: true };
    expect(levelsOf({ node: NODES[26], grants })).toEqual({ ...PROCESS, worker: 'impossible', net: 'enforced' });
  });
});

describe('hosts that are granted', () => {
  const grants = { ...NO_GRANTS, hosts: ['stats.example'] };
  const netOf = (options: Partial<EnforcementOptions>): string | undefined => levelsOf({ grants, ...options })['net'];

  test('are told apart by the host where the plugin has no sockets of its own', () => {
    expect(netOf({ node: NODES[26] })).toBe('brokered');
    expect(netOf({ launcher: 'bubblewrap' })).toBe('brokered');
    expect(netOf({ launcher: 'bubblewrap', grants: { ...grants, native: true } })).toBe('brokered');
  });

  test('are a matter of trust elsewhere', () => {
    const others: Partial<EnforcementOptions>[] = [
      { node: NODES[24] },
      { node: NODES[26], grants: { ...grants, native: true } },
      { node: NODES[26], grants: { ...grants, commands: ['git'] } },
      { node: NODES[26], grants: { ...grants, hosts: ['stats.example', '*'] } },
      { launcher: 'bubblewrap', grants: { ...grants, hosts: ['*'] } },
      { node: NODES[26], runner: 'worker' },
      { node: NODES[26], runner: 'inline' },
    ];
    expect(new Set(others.map(netOf))).toEqual(new Set(['declared']));
  });
});

test('demands that would only be trusted in are listed, each with the reason', () => {
  const facts = enforcement({ runner: 'process', node: NODES[22], platform: 'linux' });
  expect(unmetDemands(['fs', 'net', 'service', 'net'], facts)).toEqual([
    {
      name: 'net',
      level: 'declared',
      why: 'Node v22.23.0 has no permission for the network; its functions are taken away, which stops mistakes.',
    },
  ]);
});

test('every reason is one sentence', () => {
  for (const runner of ['inline', 'worker', 'process'] as const) {
    const facts = Object.values(enforcement({ runner, node: NODES[20], platform: 'linux' }));
    for (const { why } of facts) expect(why).toMatch(/^[A-Z][^.]*(?:\d\.\d[^.]*)*\.$/);
  }
});

describe('what is called enforced was tried', () => {
  // The runner refuses a plugin with a link that leads out of its folder.
  const TRIED = PROBE_NAMES.filter((name) => name !== 'read through a link in its folder');

  test.each(Object.entries(NODES))('on Node %s', (major, node) => {
    const path = join(import.meta.dirname, `escape/measured/node-${major}/process-scrubbed.json`);
    const outcomes = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    const facts = enforcement({ runner: 'process', node, platform: 'linux' });
    const broken = TRIED.filter((probe) => {
      const { permission } = PROBE_FACTS[probe];
      return permission !== undefined && facts[permission].level === 'enforced' && outcomes[probe] === 'YES';
    });
    expect(broken).toEqual([]);
  });
});
