import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createGate } from './share-with-plugins.ts';

const HOOKS = 'hooks: { greet: () => undefined }';

describe('checking a plugin', () => {
  test('activates it and gives what it says of itself', async () => {
    const { manager, states } = await createHost({
      'acme.silent': {},
      'acme.pass': { code: `{ ${HOOKS}, healthCheck: () => undefined }` },
      'acme.warn': {
        code: `{ ${HOOKS}, healthCheck: async (ctx) => ({ status: 'warn', message: ctx.plugin.id + ' is full', hint: 'Empty it.' }) }`,
      },
      'acme.fail': { code: `{ ${HOOKS}, healthCheck: () => ({ status: 'fail', message: 'no license' }) }` },
    });
    await manager.start();
    const ids = ['acme.silent', 'acme.pass', 'acme.warn', 'acme.fail'];
    const checks = await Promise.all(ids.map((id) => manager.check(id)));
    expect(checks.map(({ durationMs, ...check }) => [check, durationMs >= 0])).toEqual(
      [
        { plugin: 'acme.silent', version: '1.0.0', status: 'pass' },
        { plugin: 'acme.pass', version: '1.0.0', status: 'pass' },
        { plugin: 'acme.warn', version: '1.0.0', status: 'warn', message: 'acme.warn is full', hint: 'Empty it.' },
        { plugin: 'acme.fail', version: '1.0.0', status: 'fail', message: 'no license' },
      ].map((check) => [check, true]),
    );
    expect(new Set(Object.values(states()))).toEqual(new Set(['active']));
    expect(manager.get('acme.warn')?.activatedBy).toBe('check');
  });

  test('fails for one that throws, gives something else, or does not settle', async () => {
    const gate = createGate();
    const { manager } = await createHost(
      {
        'acme.throws': {
          manifest: { secrets: [{ key: 'token', description: 'It.' }] },
          code: `{ ${HOOKS}, healthCheck: (ctx) => { throw new Error('refused ' + ctx.secrets.get('token')); } }`,
        },
        'acme.odd': { code: `{ ${HOOKS}, healthCheck: () => 'fine' }` },
        'acme.hangs': { code: `{ ${HOOKS}, healthCheck: () => ${gate.opened} }` },
      },
      { limits: { checkMs: 20 }, secrets: { token: 'very-secret-value' } },
    );
    await manager.start();
    const ids = ['acme.throws', 'acme.odd', 'acme.hangs'];
    const checks = await Promise.all(ids.map((id) => manager.check(id)));
    expect(checks.map(({ status, message, hint }) => [status, message, hint])).toEqual([
      ['fail', 'refused [secret token]', undefined],
      [
        'fail',
        'Its healthCheck gave the string "fine".',
        'Give nothing, or { status, message, hint } with the status "pass", "warn" or "fail".',
      ],
      ['fail', 'Its healthCheck did not settle within 20 ms.', undefined],
    ]);
  });

  test('never shows a secret that the plugin tells', async () => {
    const healthCheck = (answer: string) =>
      `{ ${HOOKS}, healthCheck: (ctx) => { const token = ctx.secrets.get('token'); return ${answer}; } }`;
    const manifest = { secrets: [{ key: 'token', description: 'It.' }] };
    const { manager } = await createHost(
      {
        'acme.a': {
          manifest,
          code: healthCheck(`{ status: 'warn', message: 'bad ' + token, hint: 'Renew ' + token }`),
        },
        'acme.b': { manifest, code: healthCheck('token') },
      },
      { secrets: { token: 'token-of-somebody' } },
    );
    await manager.start();
    expect(await manager.check('acme.a')).toMatchObject({
      message: 'bad [secret token]',
      hint: 'Renew [secret token]',
    });
    expect((await manager.check('acme.b')).message).toContain('[secret token]');
  });

  test('fails for one that does not run, with the reason and the remedy, and for none that nobody knows', async () => {
    const { manager } = await createHost({
      'acme.broken': { code: "throw new Error('no database')" },
      'acme.unset': {
        manifest: {
          config: { schema: { type: 'object', properties: { site: { type: 'string' } }, required: ['site'] } },
        },
      },
    });
    const checks = [await manager.check('acme.unset'), await manager.check('acme.broken')];
    await manager.start();
    checks.push(await manager.check('acme.broken'));
    expect(checks.map(({ status, message, hint }) => [status, message, hint])).toEqual([
      [
        'fail',
        'The configuration of the plugin "acme.unset" 1.0.0 is not valid: the key "site" is missing.',
        'Mend the keys that the message names.',
      ],
      ['fail', 'It is ready; the manager does not run.', 'Start the manager.'],
      [
        'fail',
        'The entry of the plugin "acme.broken" 1.0.0 failed while it was imported: no database',
        'Look at the cause and mend the plugin.',
      ],
    ]);
    await expect(manager.check('acme.brocken')).rejects.toMatchObject({ code: 'PLUGIN_UNKNOWN' });
  });
});
