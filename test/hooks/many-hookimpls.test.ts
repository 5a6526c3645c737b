import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, everyKind, specOf } from './call-setup.ts';
import { createUntyped, plugin, type UntypedHooks } from './untyped-hooks.ts';

const MANY = 10_000;

function list(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The hook `work` with one hookimpl of each of `count` plugins. */
function createCrowd(
  spec: unknown,
  count: number,
  toEntry: (index: number) => unknown,
  options?: object,
): UntypedHooks {
  const hooks = createUntyped({ work: spec }, options);
  for (const index of list(count)) hooks.register(plugin(`p${index}`), { work: toEntry(index) });
  return hooks;
}

describe.each(everyKind)('10,000 hookimpls of a $kind hook (sync: $sync)', ({ kind, sync }) => {
  const spec = specOf({ kind, sync }, kind === 'waterfall' ? { args: { value: z.number() }, thread: 'value' } : {});
  const args = kind === 'waterfall' ? { value: 1 } : {};

  test('all run in one call, whether they wait or not', async () => {
    let calls = 0;
    const hooks = createCrowd(spec, MANY, (index) => () => {
      calls += 1;
      return index % 2 === 0 && !sync ? Promise.resolve() : undefined;
    });
    await hooks.execute('work', args);
    await hooks.executeWithReport('work', args);
    expect(calls).toBe(2 * MANY);
  });
});

describe('many hookimpls', () => {
  test('answer in order', async () => {
    const hooks = createCrowd(hook.collect(), MANY, (index) => ({ handler: () => index, priority: index }));
    expect(await hooks.execute('work')).toEqual(list(MANY).toReversed());
  });

  test('may all come from one plugin, and go with it', async () => {
    const hooks = createUntyped({ work: hook.collect() });
    const registration = hooks.register(plugin('a'), { work: list(MANY).map((index) => () => index) });
    expect(await hooks.execute('work')).toEqual(list(MANY));
    registration.dispose();
    expect(await hooks.execute('work')).toEqual([]);
  });

  test('may be a chain in which each waits for the next', async () => {
    const hooks = createCrowd(hook.collect(), 3000, (index) => ({ handler: () => index, after: `p${index + 1}` }));
    expect(await hooks.execute('work')).toEqual(list(3000).toReversed());
  });

  test('may all name the same plugin, which comes last', async () => {
    const hooks = createCrowd(hook.collect(), 3000, (index) => ({ handler: () => index, after: 'core' }));
    hooks.register(plugin('core'), { work: () => 'core' });
    expect(await hooks.execute('work')).toEqual(['core', ...list(3000)]);
  });

  test('close a long cycle only where there is one', () => {
    const hooks = createCrowd(hook.collect(), 1000, (index) => ({ handler: () => {}, before: `p${index + 1}` }));
    expect(() => hooks.register(plugin('p1000'), { work: { handler: () => {}, before: 'p0' } })).toThrow(
      /each of these must run before the next: p1000 -> p0 -> p1 -> p2 -> /,
    );
  });

  test.each(backends)('go on behind one that fails, with the backend %s', async (backend) => {
    const toEntry = (index: number) => () => {
      if (index % 1000 === 0) throw new Error('no');
      return index;
    };
    const hooks = createCrowd(hook.collect(), MANY, toEntry, { backend });
    const errors: unknown[] = [];
    hooks.on('hook:error', ({ plugin: id }) => errors.push(id));
    expect(await hooks.execute('work')).toEqual(list(MANY).filter((index) => index % 1000 !== 0));
    expect(errors).toEqual(list(10).map((index) => `p${index * 1000}`));
  });

  test.each([63, 64, 65, 200])(
    '%i of them, around the size up to which plans are compiled, answer alike',
    async (count) => {
      const compiled = createCrowd(hook.collect(), count, (index) => () => index, { backend: 'tapable' });
      const looped = createCrowd(hook.collect(), count, (index) => () => index, { backend: 'loop' });
      expect(await compiled.execute('work')).toEqual(list(count));
      expect(await looped.execute('work')).toEqual(list(count));
    },
  );

  test('wrap each other 500 deep', async () => {
    const toEntry = () => ({ wrapper: true, handler: (_: unknown, next: () => unknown) => next() });
    for (const spec of [hook.collect(), hook.sync.collect()]) {
      const hooks = createCrowd(spec, 500, toEntry);
      hooks.register(plugin('core'), { work: () => 'core' });
      expect(await hooks.execute('work')).toEqual(['core']);
    }
  });
});

test('1,000 plugins with five hooks each take part, are listed and counted, and go one by one', async () => {
  const names = ['one', 'two', 'three', 'four', 'five'];
  const hooks = createUntyped(Object.fromEntries(names.map((name) => [name, hook.collect()])));
  const registrations = list(1000).map((index) =>
    hooks.register(plugin(`p${index}`), Object.fromEntries(names.map((name) => [name, () => index]))),
  );
  for (const name of names) expect(await hooks.execute(name)).toEqual(list(1000));
  expect(hooks.plugins).toEqual(list(1000).map((index) => ({ ...plugin(`p${index}`), hooks: names })));
  const rows = hooks.stats();
  expect(rows).toHaveLength(5 * 1001);
  expect(new Set(rows.map(({ calls }) => calls))).toEqual(new Set([1]));
  for (const registration of registrations.slice(1)) registration.dispose();
  for (const name of names) expect(await hooks.execute(name)).toEqual([0]);
});
