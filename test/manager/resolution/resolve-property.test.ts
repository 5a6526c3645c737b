import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FoundPlugin } from '../../../src/discovery/source.ts';
import { resolve } from '../../../src/manager/resolution/resolve.ts';
import type { ResolutionInput } from '../../../src/manager/resolution/resolution-input.ts';
import type { Resolution, ResolvedPlugin } from '../../../src/manager/resolution/resolution.ts';
import { found, inputOf, invalid } from './resolution-setup.ts';
import { ResolutionModel } from './resolve-model.ts';

const IDS = ['acme.a', 'acme.b', 'acme.c', 'acme.d', 'acme.e', 'acme.f', 'acme.g'];
const RUNS = { numRuns: 400 };

const ranges = fc.constantFrom('^1', '^2', '>=1', '>=1');
const versions = fc.constantFrom('1.0.0', '1.2.0', '2.0.0');

function recordOf(
  keys: readonly string[],
  values: fc.Arbitrary<string>,
  max: number,
): fc.Arbitrary<Record<string, string>> {
  return fc.dictionary(fc.constantFrom(...keys), values, { maxKeys: max, noNullPrototype: true });
}

/** A plugin that asks this and that of the others. `conflicts` bounds how many others it excludes. */
function pluginOf(id: string, conflicts: number): fc.Arbitrary<FoundPlugin> {
  return fc
    .record({
      version: versions,
      plugins: recordOf(IDS, ranges, 2),
      optional: recordOf(IDS, ranges, 2),
      after: fc.subarray(IDS, { maxLength: 2 }),
      conflicts: recordOf(IDS, ranges, conflicts),
      provides: recordOf(['s', 't'], versions, 1),
      requires: recordOf(['s', 't'], ranges, 1),
      hooks: fc.subarray(IDS, { maxLength: 1 }),
      contributes: fc.subarray(['x']),
      isAsking: fc.constantFrom(true, true, false),
    })
    .map(({ isAsking, version, provides, contributes, requires, hooks, ...asked }) => {
      const dependencies = {
        plugins: without(asked.plugins, [id]),
        optional: without(asked.optional, [id, ...Object.keys(asked.plugins)]),
        conflicts: without(asked.conflicts, [id, ...Object.keys(asked.plugins)]),
        after: asked.after.filter((other) => other !== id),
      };
      const foreign = Object.fromEntries(hooks.filter((owner) => owner !== id).map((owner) => [`${owner}/x`, {}]));
      const asking = isAsking ? { requires, hooks: foreign, dependencies } : {};
      return found({ id, version, provides, contributes: { hooks: contributes }, ...asking });
    });
}

/** A manifest does not name itself, nor what it requires in another way. */
function without(record: Record<string, string>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function inputs(conflicts: number): fc.Arbitrary<ResolutionInput> {
  return fc
    .record({
      plugins: fc.tuple(...IDS.map((id) => pluginOf(id, conflicts))),
      present: fc.subarray(IDS, { minLength: 3 }),
      disabled: fc.subarray(IDS, { maxLength: 1 }),
      failed: fc.subarray(IDS, { maxLength: 1 }),
    })
    .map(({ plugins, present, disabled, failed }) =>
      inputOf(
        plugins.filter(({ id }) => present.includes(id)),
        { disabled: new Set(disabled), failed: new Map(failed.map((id) => [id, 'It fell over.'])) },
      ),
    );
}

/** What two resolutions are compared by. */
function essenceOf({ plugins, order }: Resolution): unknown {
  return { plugins, order };
}

const isRefused = ({ verdict }: ResolvedPlugin): boolean => verdict !== undefined;

/** All that must be active, or only come first, before a plugin. */
function edgesOf({ plugins, order }: Resolution): readonly (readonly [number, number])[] {
  return plugins.flatMap(({ id, dependencies, after }) =>
    [...dependencies, ...after].map((earlier) => [order.indexOf(earlier), order.indexOf(id)] as const),
  );
}

describe('for any plugins', () => {
  test('each has exactly one verdict or one place, and the places respect all edges', () => {
    fc.assert(
      fc.property(inputs(2), (input) => {
        const resolution = resolve(input);
        const placed = resolution.plugins.filter((each) => !isRefused(each)).map(({ id }) => id);
        expect(resolution.order.toSorted()).toEqual(placed);
        expect(edgesOf(resolution).filter(([earlier, later]) => earlier < 0 || earlier >= later)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('the order in which a source finds them changes nothing', () => {
    const twin = found({ id: 'acme.a', version: '2.0.0' }, { folder: '/plugins/another' });
    const shuffled = inputs(2).chain((input) => {
      const plugins = [...input.found[0]!, twin, invalid('acme.b', '/plugins/broken')];
      return fc.tuple(
        fc.constant({ ...input, found: [plugins] }),
        fc.shuffledSubarray(plugins, { minLength: plugins.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([input, plugins]) => {
        expect(essenceOf(resolve({ ...input, found: [plugins] }))).toEqual(essenceOf(resolve(input)));
      }),
      RUNS,
    );
  });

  test('what falls with one that is disabled comes back with it', () => {
    fc.assert(
      fc.property(inputs(2), fc.constantFrom(...IDS), (input, id) => {
        const before = essenceOf(resolve(input));
        resolve({ ...input, disabled: new Set([...input.disabled, id]) });
        expect(essenceOf(resolve(input))).toEqual(before);
      }),
      RUNS,
    );
  });

  test('plugins that have nothing to do with the others change nothing for them', () => {
    const strangers = [
      found({ id: 'zzzzzz.needing-nobody' }),
      found({ id: 'zzzzzz.circling', dependencies: { plugins: { 'zzzzzz.circled': '^1' } } }),
      found({ id: 'zzzzzz.circled', dependencies: { plugins: { 'zzzzzz.circling': '^1' } } }),
      found({ id: 'zzzzzz.excluding', dependencies: { conflicts: { 'zzzzzz.excluded': '^1' } } }),
      found({ id: 'zzzzzz.excluded', dependencies: { plugins: { 'zzzzzz.excluding': '^1' } } }),
    ];
    fc.assert(
      fc.property(inputs(2), (input) => {
        const alone = resolve(input);
        const together = resolve({ ...input, found: [[...strangers, ...input.found[0]!]] });
        const isFamiliar = (id: string): boolean => IDS.includes(id);
        expect({
          plugins: together.plugins.filter(({ id }) => isFamiliar(id)),
          order: together.order.filter(isFamiliar),
        }).toEqual(essenceOf(alone));
      }),
      RUNS,
    );
  });
});

/** Those that run. */
function runningIn({ order }: Resolution, { failed }: ResolutionInput): readonly string[] {
  return order.filter((id) => !failed.has(id)).toSorted();
}

describe('compared with a slow and obvious model', () => {
  test('the same plugins run where none exclude each other', () => {
    fc.assert(
      fc.property(inputs(0), (input) => {
        expect(runningIn(resolve(input), input)).toEqual(new ResolutionModel(input).whoCanRun());
      }),
      { numRuns: 1500 },
    );
  });

  test('where some do, those that run have all they need and exclude nobody, and no other one could join them', () => {
    fc.assert(
      fc.property(inputs(2), (input) => {
        const model = new ResolutionModel(input);
        const running = runningIn(resolve(input), input);
        const clashes = (id: string): boolean =>
          running.some((other) => model.excludes(id, other) || model.excludes(other, id));
        expect(running.filter((id) => clashes(id) || !model.canRun(id, running))).toEqual([]);
        const idle = model.candidates.filter((id) => !running.includes(id));
        expect(idle.filter((id) => !clashes(id) && model.canRun(id, running))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });
});

test('a thousand plugins with five dependencies each all run, in an order that respects them', () => {
  const random = fc.sample(fc.array(fc.nat(), { minLength: 5000, maxLength: 5000, size: 'max' }), {
    numRuns: 1,
    seed: 7,
  })[0]!;
  const plugins = Array.from({ length: 1000 }, (_, index) => {
    const earlier = random.slice(index * 5, index * 5 + 5).map((each) => `acme.p${each % Math.max(index, 1)}`);
    return found({
      id: `acme.p${index}`,
      dependencies: index === 0 ? {} : { plugins: Object.fromEntries(earlier.map((id) => [id, '^1'])) },
    });
  });
  const resolution = resolve(inputOf(plugins.toReversed()));
  expect(resolution.order).toHaveLength(1000);
  expect(edgesOf(resolution).filter(([earlier, later]) => earlier >= later)).toEqual([]);
});
