import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';

/** Writes its own name, waits until others have written theirs, and reads it back. */
const CODE = `{
  hooks: {
    greet: async ({ name }, ctx) => {
      ctx.local.set('name', name);
      await new Promise((settle) => setTimeout(settle, 20));
      return ctx.local.get('name') + ' of ' + ctx.local.size;
    },
  },
}`;

describe.each(['inline', 'worker', 'process'] as const)('what is kept for one run, in the runner %s', (min) => {
  test('is not mixed up by runs that overlap', async () => {
    const { manager } = await createHost({ 'acme.one': { code: CODE } }, { runners: { min } });
    await manager.start();
    const names = Array.from({ length: 10 }, (_, index) => `call ${index}`);
    const answers = await Promise.all(names.map((name) => manager.hooks.execute('greet', { name })));
    expect(answers).toEqual(names.map((name) => [`${name} of 1`]));
  });
});
