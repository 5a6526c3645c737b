import { createHooks, hook } from 'hookline';
import { describe, expect, test } from 'vitest';

const wrapper = { wrapper: true, handler: (_args: unknown, next: () => unknown) => next() } as const;

describe('many wrappers around one hook', () => {
  test('500 of them work, synchronous and not', async () => {
    const hooks = createHooks({ sync: hook.sync.collect(), async: hook.collect() });
    const wrappers = Array.from({ length: 500 }, () => wrapper);
    hooks.register({ id: 'acme.many', version: '1.0.0' }, { sync: wrappers as never, async: wrappers as never });
    hooks.register({ id: 'acme.core', version: '1.0.0' }, { sync: () => 'core', async: () => 'core' });
    expect([hooks.execute('sync'), await hooks.execute('async')]).toEqual([['core'], ['core']]);
  });

  test('one more is refused, and nothing is registered', () => {
    const hooks = createHooks({ sync: hook.sync.collect() });
    const wrappers = Array.from({ length: 501 }, () => wrapper);
    expect(() => hooks.register({ id: 'acme.many', version: '1.0.0' }, { sync: wrappers as never })).toThrow(
      'hook "sync": a hook can have at most 500 wrappers',
    );
    expect(hooks.plugins).toEqual([]);
  });
});
