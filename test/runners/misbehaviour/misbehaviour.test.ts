import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../tooling/package-root.ts';
import { findBubblewrap } from '../find-bubblewrap.ts';
import { MISBEHAVIOURS, type Misbehaviour } from './cases.ts';
import { runHost, type HostRun } from './run-host.ts';

/** How long the host may not come round. What it takes on a quiet machine is for the bench; here others run as well. */
const MOST_LAG_MS = 1000;

const IN_ONE_HOST = 8;
const installed = findBubblewrap();

interface Group {
  readonly name: string;
  readonly cases: readonly Misbehaviour[];
}

/** Those that need no host of their own share one. */
function toGroups(cases: readonly Misbehaviour[]): readonly Group[] {
  const others = cases.filter(({ alone }) => alone === undefined);
  const starts = others.flatMap((_, index) => (index % IN_ONE_HOST === 0 ? [index] : []));
  return [
    ...cases.filter(({ alone }) => alone).map((each) => ({ name: each.name, cases: [each] })),
    ...starts.map((start) => {
      const shared = others.slice(start, start + IN_ONE_HOST);
      return { name: shared.map(({ name }) => name).join(', '), cases: shared };
    }),
  ];
}

/** What there is to say against how a host came through. */
function objectionsTo(cases: readonly Misbehaviour[], { results }: HostRun): readonly string[] {
  return cases.flatMap(({ name, outcomes }, index) => {
    const result = results[index];
    if (result === undefined) return [`${name}: no result`];
    const { outcome, isNamed, good, isPolluted, lagMs } = result;
    return [
      ...(outcomes.includes(outcome) ? [] : [`${name}: the outcome was ${outcome}`]),
      ...(isNamed ? [] : [`${name}: nothing named the plugin`]),
      ...(good[0] === 'fine' ? [] : [`${name}: the other plugin did not answer`]),
      ...(isPolluted ? [`${name}: prototypes of the host were changed`] : []),
      ...(lagMs < MOST_LAG_MS ? [] : [`${name}: the host did not come round for ${lagMs} ms`]),
    ];
  });
}

function figuresOf(cases: readonly Misbehaviour[], { results }: HostRun): string {
  return results.map(({ lagMs, grownMb }, index) => `${cases[index]!.name}: ${lagMs} ms, ${grownMb} MiB`).join('; ');
}

const off = process.platform === 'win32';

describe.skipIf(off)('a host lives on, answers, and names the plugin', { concurrent: true, timeout: 60_000 }, () => {
  test.for(toGroups(MISBEHAVIOURS))('in a process: $name', async ({ cases }, { annotate }) => {
    const run = await runHost(cases, 'process');
    await annotate(figuresOf(cases, run));
    expect([objectionsTo(cases, run), run.end]).toEqual([[], 0]);
  });

  const inThreads = MISBEHAVIOURS.filter(({ inWorker }) => inWorker === undefined);
  test.for(toGroups(inThreads))('in a thread: $name', async ({ cases }, { annotate }) => {
    const run = await runHost(cases, 'worker');
    await annotate(figuresOf(cases, run));
    expect([objectionsTo(cases, run), run.end]).toEqual([[], 0]);
  });

  const some = ['endless-loop', 'ignores-every-end', 'blocking-read', 'huge-array', 'floods-connection'];
  const behind = MISBEHAVIOURS.filter(({ name, alone }) => alone === undefined || some.includes(name));
  test.for(toGroups(behind))('in a process behind bubblewrap: $name', async ({ cases }, { annotate, skip }) => {
    if (installed === undefined) skip('bubblewrap is not installed, or may not make namespaces here');
    const run = await runHost(cases, 'process', { bwrap: installed });
    await annotate(figuresOf(cases, run));
    expect([objectionsTo(cases, run), run.end]).toEqual([[], 0]);
  });
});

describe.skipIf(off)('a thread can', { concurrent: true, timeout: 60_000 }, () => {
  const worse = MISBEHAVIOURS.filter(({ inWorker }) => inWorker !== undefined);

  test.for(worse.filter(({ inWorker }) => inWorker === 'ends the host'))(
    'end the host: a plugin that $what',
    async (each) => {
      const { end } = await runHost([each], 'worker');
      expect(end).toMatch(/^SIG(?:ABRT|TRAP|SEGV|ILL|BUS)$/);
    },
  );

  test.for(worse.filter(({ inWorker }) => inWorker === 'keeps the host from ending'))(
    'keep the host from ending: a plugin that $what',
    async (each) => {
      const run = await runHost([each], 'worker', { patienceMs: 8000 });
      expect([objectionsTo([each], run), run.end]).toEqual([[], 'stays']);
    },
  );

  test('do no more than the guide says', async () => {
    const guide = await readFile(join(packageRoot, 'docs/guide/isolation.md'), 'utf8');
    const rows = [...guide.matchAll(/^\| (.+) \| (ends the host|keeps the host from ending) \|$/gm)];
    expect(rows.map(([, what, effect]) => [what, effect])).toEqual(worse.map(({ what, inWorker }) => [what, inWorker]));
  });
});
