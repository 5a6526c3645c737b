import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProbes, type ProbeRunOptions } from '../../../src/cli/attack/run-probes.ts';
import { bubblewrap } from '../../../src/runners/launchers.ts';
import { findBubblewrap } from '../find-bubblewrap.ts';

const [major = ''] = process.versions.node.split('.');
const measured = join(import.meta.dirname, 'measured');
const off = process.platform !== 'linux';

/**
 * What a plugin without a single grant can do. The files are the table of docs/reference/isolation.md: `vitest -u` writes
 * them anew under the version of Node that runs.
 */
describe.skipIf(off)('probes give what was measured on this version of Node', () => {
  test.each([
    ['process', { kind: 'process', flags: false, scrub: false }],
    ['process-flags', { kind: 'process', flags: true, scrub: false }],
    ['process-scrubbed', { kind: 'process', flags: true, scrub: true }],
    ['worker', { kind: 'worker', flags: false, scrub: false }],
    ['worker-flags', { kind: 'worker', flags: true, scrub: false }],
    ['worker-scrubbed', { kind: 'worker', flags: true, scrub: true }],
  ] as const)('%s', { timeout: 60_000 }, async (name, protection) => {
    await expect(await measure(protection)).toMatchFileSnapshot(fileOf(name));
  });

  test.for([
    ['bubblewrap-alone', { kind: 'process', flags: false, scrub: false }],
    ['process-bubblewrap', { kind: 'process', flags: true, scrub: true }],
  ] as const)('%s', { timeout: 60_000 }, async ([name, protection], { skip }) => {
    if (findBubblewrap() === undefined) skip('bubblewrap is not installed, or may not make namespaces here');
    await expect(await measure({ ...protection, launcher: bubblewrap() })).toMatchFileSnapshot(fileOf(name));
  });
});

async function measure(options: ProbeRunOptions): Promise<string> {
  const { outcomes, unusable } = await runProbes(options);
  expect(unusable).toBeUndefined();
  return `${JSON.stringify(outcomes, null, 2)}\n`;
}

function fileOf(name: string): string {
  return join(measured, `node-${major}`, `${name}.json`);
}
