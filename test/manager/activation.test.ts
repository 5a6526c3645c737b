import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';

describe('a lazy plugin', () => {
  test('is imported by the first call of a hook that it implements, and once', async () => {
    const { manager, greet, states } = await createHost({
      'acme.one': {
        code: 'globalThis.imports = (globalThis.imports ?? 0) + 1; export default { hooks: { greet: () => String(globalThis.imports) } };',
      },
    });
    await manager.start();
    expect(states()).toEqual({ 'acme.one': 'ready' });
    const answers = await Promise.all([greet(), greet(), greet()]);
    expect(answers).toEqual([['1'], ['1'], ['1']]);
    expect(states()).toEqual({ 'acme.one': 'active' });
    expect(manager.get('acme.one')?.activatedBy).toBe('hook greet');
    expect(String(await manager.start())).toContain('acme.one 1.0.0  ready  activated on first use');
    expect(String(manager.explain('acme.one'))).toContain('"acme.one" 1.0.0 is active.');
  });
});
