import * as fc from 'fast-check';
import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { backends } from './call-setup.ts';
import { isCycle, mustPrecede, obviousOrder, type Placed } from './order-model.ts';
import { createUntyped, plugin, snapshotOf, thrownBy, type UntypedHooks } from './untyped-hooks.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

const ids = fc.oneof(
  { weight: 3, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...IDS, 'absent'), { minLength: 1, maxLength: 2 }) },
);

const placements = fc.record({
  priority: fc.oneof(fc.constantFrom(0, -0, Infinity, -Infinity, 0.5, 1e308), fc.integer({ min: -2, max: 2 })),
  order: fc.constantFrom('normal' as const, 'normal' as const, 'normal' as const, 'first' as const, 'last' as const),
  wrapper: fc.constantFrom(true, false, false),
  before: ids,
  after: ids,
});

/** What each plugin brings, and in which order they come and go: a number is a plugin that does the one or the other. */
const histories = fc.record({
  plugins: fc.tuple(
    ...IDS.map((id) => fc.array(placements, { minLength: 1, maxLength: 3 }).map((list) => toPlaced(id, list))),
  ),
  steps: fc.array(fc.nat({ max: IDS.length - 1 }), { minLength: 4, maxLength: 12 }),
  leftOut: fc.subarray(IDS),
});

function toPlaced(id: string, list: readonly Omit<Placed, 'plugin' | 'id'>[]): readonly Placed[] {
  const others = (named: readonly string[]): string[] => named.filter((each) => each !== id);
  return list.map((each, index) => ({
    ...each,
    plugin: id,
    id: `${id}${index}`,
    before: others(each.before),
    after: others(each.after),
  }));
}

/** Hookimpls that write down their ids when they run. */
function toHookimpls(placed: readonly Placed[], ran: string[]): object[] {
  return placed.map(({ plugin: _, order, ...options }) => ({
    ...options,
    ...(order === 'normal' ? {} : { order }),
    handler: (_args: unknown, next: () => unknown) => {
      ran.push(options.id);
      return options.wrapper ? next() : undefined;
    },
  }));
}

const idsOf = (list: readonly { readonly id: string }[] | undefined) => list?.map(({ id }) => id);

interface World {
  readonly hooks: UntypedHooks;
  readonly ran: string[];
  /** What the model holds for registered, in registration order. */
  all: readonly Placed[];
  readonly registrations: Map<string, Disposable>;
}

/** Registers the plugin as the model says: either it is placed, or a cycle is named and nothing has changed. */
function register(world: World, placed: readonly Placed[]): unknown[] {
  const { hooks, ran, registrations } = world;
  const { plugin: id } = placed[0]!;
  const after = [...world.all, ...placed];
  const entry = toHookimpls(placed, ran);
  if (obviousOrder(after) !== undefined) {
    registrations.set(id, hooks.register(plugin(id), { sync: entry, async: entry }));
    world.all = after;
    return [];
  }
  const before = snapshotOf(hooks);
  const error = thrownBy(() => hooks.register(plugin(id), { sync: entry, async: entry }));
  const problems = error.data['problems'] as { readonly code: string; readonly path: readonly string[] }[];
  return [
    { expected: 'ORDER_CYCLE', given: error.code },
    { expected: [true, true], given: problems.map(({ path }) => isCycle(path, after)) },
    { expected: before, given: snapshotOf(hooks) },
  ];
}

function dispose(world: World, id: string): void {
  world.registrations.get(id)![Symbol.dispose]();
  world.registrations.delete(id);
  world.all = world.all.filter((each) => each.plugin !== id);
}

/** The ids that run in a call, in order. */
async function run({ hooks, ran }: World, name: string): Promise<readonly string[]> {
  ran.length = 0;
  await hooks.execute(name);
  return [...ran];
}

/** Whom the plan names as the reason why a hookimpl stands behind its place, and whom the model allows to be named. */
function waits({ hooks, all }: World): unknown {
  const order = obviousOrder(all)!;
  const sequence = new Map(all.map((each, index) => [each, index]));
  return hooks.plan('sync').map(({ reason }, index) => {
    const each = order[index]!;
    const front = order
      .slice(0, index)
      .filter(({ wrapper, order: band }) => wrapper === each.wrapper && band === each.order);
    const waited = front.some(
      (other) =>
        other.priority < each.priority ||
        (other.priority === each.priority && sequence.get(other)! > sequence.get(each)!),
    );
    const named = /after "(\w)", which it had to wait for/.exec(reason)?.[1];
    const causes = front.filter((other) => mustPrecede(other, each)).map((other) => other.plugin);
    const given = named === undefined ? 'nobody' : causes.includes(named) ? 'a cause' : named;
    return { expected: waited ? 'a cause' : 'nobody', given };
  });
}

describe.each(backends)('with the backend %s', (backend) => {
  test('plans and calls follow the order of the obvious model, and what contradicts it is refused', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ plugins, steps, leftOut }) => {
        const hooks = createUntyped({ sync: hook.sync.series(), async: hook.series() }, { backend });
        const world: World = { hooks, ran: [], all: [], registrations: new Map() };
        const view = hooks.without(...leftOut);
        for (const step of steps) {
          const placed = plugins[step]!;
          const { plugin: id } = placed[0]!;
          const refusals = world.registrations.has(id) ? dispose(world, id) : register(world, placed);
          const expected = idsOf(obviousOrder(world.all));
          const seen = world.all.filter((each) => !leftOut.includes(each.plugin));
          const facts = [
            ...(refusals ?? []),
            { expected, given: idsOf(hooks.plan('sync')) },
            { expected, given: idsOf(hooks.plan('async')) },
            { expected, given: await run(world, 'sync') },
            { expected, given: await run(world, 'async') },
            { expected: idsOf(obviousOrder(seen)), given: idsOf(view.plan('sync')) },
            ...(waits(world) as object[]),
          ] as { readonly expected: unknown; readonly given: unknown }[];
          expect(facts.map(({ given }) => given)).toEqual(facts.map((each) => each.expected));
        }
      }),
      { numRuns: 150 },
    );
  });
});
