import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { withScratchFolder } from '../scratch-folder.ts';

interface Sample {
  readonly cycles: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly listeners: number;
  /** In bytes. */
  readonly heap: number;
  readonly rss: number;
}

/** How much more there may be at the end: one descriptor that stays behind each time would be hundreds. */
const MOST_GROWTH: Readonly<Record<Exclude<keyof Sample, 'cycles'>, number>> = {
  descriptors: 8,
  threads: 4,
  listeners: 4,
  heap: 4 * 2 ** 20,
  rss: 48 * 2 ** 20,
};
const MEASURED = Object.keys(MOST_GROWTH) as (keyof typeof MOST_GROWTH)[];

const PLUGINS = ['acme.a', 'acme.b', 'acme.c', 'acme.d'];

const CODE = (name: string): string =>
  `export default { hooks: { ${name}: ({ how }) => (how === 'crash' ? process.exit(3) : 'fine') } };`;

async function crashOften(runner: string, cycles: number, spares: boolean): Promise<readonly Sample[]> {
  const files = PLUGINS.flatMap((id) => {
    const name = id.replace('acme.', '');
    const manifest = { id, version: '1.0.0', api: '^1.0', entry: './index.mjs', hooks: { [name]: {} } };
    return [
      [`${id}/plugin.json`, JSON.stringify(manifest)],
      [`${id}/index.mjs`, CODE(name)],
    ];
  });
  const host = fileURLToPath(new URL('host.mjs', import.meta.url));
  const { stdout } = await withScratchFolder(Object.fromEntries(files) as Record<string, string>, (folder) => {
    const options = JSON.stringify({ folder, runner, plugins: PLUGINS, cycles, spares });
    return promisify(execFile)(process.execPath, ['--expose-gc', host, options]);
  });
  const lines = stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Sample);
}

/** By how much a figure grows from the first sample to the last, on the line that lies closest to all of them. */
function growthOf(samples: readonly Sample[], figure: keyof Sample): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(samples.map(({ cycles }) => cycles));
  const level = mean(samples.map((sample) => sample[figure]));
  const covariance = mean(samples.map((sample) => (sample.cycles - middle) * (sample[figure] - level)));
  const slope = covariance / mean(samples.map(({ cycles }) => (cycles - middle) ** 2));
  return Math.round(slope * (samples.at(-1)!.cycles - samples[0]!.cycles));
}

describe.skipIf(process.platform === 'win32')(
  'a host in which plugins crash and are started again, a thousand times in all, has nothing more than before',
  { concurrent: true, timeout: 240_000 },
  () => {
    test.for([
      ['worker', 500, false],
      ['worker', 52, true],
      ['process', 400, false],
      ['process', 52, true],
    ] as const)('%s, %i times, with spares: %s', async ([runner, cycles, spares], { annotate }) => {
      const samples = await crashOften(runner, cycles, spares);
      // What is loaded and compiled at first is no growth.
      const settled = samples.slice(samples.length / 4);
      const growth = Object.fromEntries(MEASURED.map((figure) => [figure, growthOf(settled, figure)]));
      await annotate(`growth: ${JSON.stringify(growth)}; at the end: ${JSON.stringify(samples.at(-1))}`);
      expect(MEASURED.filter((figure) => growth[figure]! >= MOST_GROWTH[figure])).toEqual([]);
    });
  },
);
