import { describe, expect, test } from 'vitest';
import { startProcessUnit } from '../../src/runners/start-process-unit.ts';
import { plainContext } from './unit-context.ts';
import { createUnitHost, PLACES, type UnitPlugin } from './unit-host.ts';
import { createRequest, handlerOf, RUNNERS, startUnit } from './unit-request.ts';

const SYNC = { syncHooks: ['slug'] };

function plugin(code: string, slug: object = {}): UnitPlugin {
  return { manifest: { hooks: { slug } }, code: `export default ${code};`, request: SYNC };
}

function wrapper(body: string): UnitPlugin {
  return plugin(`{ hooks: { slug: { wrapper: true, handler: ({ slug }, next, ctx) => { ${body} } } } }`, {
    wrapper: true,
  });
}

describe.each(PLACES.filter(([name]) => name !== 'process'))(
  'a synchronous hook of a plugin that runs %s',
  (_, start) => {
    test('is answered while the host waits, with the context of the plugin', async () => {
      const { manager } = await createUnitHost(start, {
        'acme.a': plugin(`{ hooks: { slug: ({ slug }, ctx) => slug.toLowerCase() + '-' + ctx.hook } }`),
        'acme.b': plugin(`{ hooks: { slug: () => undefined } }`),
        'acme.c': plugin(`{ hooks: { slug: ({ slug }, ctx) => slug + '-' + ctx.plugin.id } }`),
      });
      for (let run = 0; run < 100; run++) {
        expect(manager.hooks.execute('slug', { slug: `A${run}` })).toBe(`a${run}-slug-acme.c`);
      }
    });

    test('can be wrapped, and an error that a wrapper lets pass is the same', async () => {
      const { manager } = await createUnitHost(start, {
        'acme.a': wrapper(`return next() + '!';`),
        'acme.b': wrapper(
          `try { return next(); } catch (error) { if (slug === 'mend') return error.code; throw error; }`,
        ),
        'acme.c': plugin(`{ hooks: { slug: ({ slug }) => {
        if (slug !== 'x') throw Object.assign(new RangeError('no slug'), { code: 'E_SLUG' });
        return 'y';
      } } }`),
      });
      expect(manager.hooks.execute('slug', { slug: 'x' })).toBe('y!');
      expect(manager.hooks.execute('slug', { slug: 'mend' })).toBe('HOOK_FAILED!');
      expect(() => manager.hooks.execute('slug', { slug: 'fail' })).toThrow(
        expect.objectContaining({
          code: 'HOOK_FAILED',
          data: expect.objectContaining({ plugin: 'acme.c' }) as unknown,
          cause: expect.objectContaining({ name: 'RangeError', code: 'E_SLUG' }) as unknown,
        }),
      );
    });
  },
);

describe('a synchronous hook', () => {
  test('does not keep the host waiting for a thread that has ended', async () => {
    const unit = await startUnit(RUNNERS[0], `export default { hooks: { slug: () => process.exit(3) } };`, SYNC);
    await unit.definition.activate!(plainContext());
    expect(() => handlerOf(unit, 'slug')({ slug: 'x' }, plainContext())).toThrow(
      'The connection to the plugin "acme.one" is closed: it has ended.',
    );
    expect(await unit.exited).toMatchObject({ code: 3, reason: 'ended with the exit code 3' });
  });

  test('is not waited for without end, and the thread that does not answer is ended', async () => {
    const unit = await startUnit(RUNNERS[0], `export default { hooks: { slug: () => { while (true); } } };`, SYNC);
    await unit.definition.activate!(plainContext());
    expect(() => handlerOf(unit, 'slug')({ slug: 'x' }, plainContext())).toThrow(
      'The call of "slug" in the plugin "acme.one" took longer than 5000 ms.',
    );
    expect(await unit.exited).toMatchObject({ reason: 'did not answer a synchronous call in time, and was ended' });
    expect(() => handlerOf(unit, 'slug')({ slug: 'x' }, plainContext())).toThrow(
      'The connection to the plugin "acme.one" is closed: a call was not answered in time.',
    );
  }, 10_000);

  test('is refused in a process, which says why', async () => {
    const request = await createRequest('export default {};', SYNC);
    await expect(startProcessUnit(request)).rejects.toMatchObject({
      code: 'RUNNER_UNSUPPORTED',
      message:
        'The plugin "acme.one" 1.0.0 cannot run in a process of its own: nobody can wait there for an answer to the synchronous hooks that it implements, "slug".',
      hint: 'Run it in a worker thread.',
    });
  });
});
