import { TRANSITIONS, type ManagerEvents } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type TestHost } from './host.ts';
import { findForbidden } from './find-forbidden.ts';

const path = ({ payloads }: TestHost, id: string) =>
  payloads('plugin:state')
    .filter(({ plugin }) => plugin === id)
    .map(({ to }) => to);

describe('the state of a plugin', () => {
  test('goes from being found to being stopped, with an event for each step', async () => {
    const host = await createHost({ 'acme.a': {} });
    await host.manager.start();
    await host.greet();
    await host.manager.reload('acme.a');
    await host.manager.disable('acme.a');
    await host.manager.enable('acme.a');
    await host.manager.stop();
    await host.manager.start();
    expect(path(host, 'acme.a')).toEqual([
      'ready',
      'activating',
      'active',
      'ready',
      'activating',
      'active',
      'disabled',
      'ready',
      'stopped',
      'ready',
    ]);
  });

  test('tells why, and from where', async () => {
    const { manager, payloads } = await createHost({ 'acme.a': {} });
    await manager.start();
    await manager.disable('acme.a');
    expect(payloads('plugin:state')).toEqual([
      { plugin: 'acme.a', version: '1.0.0', from: undefined, to: 'ready', code: undefined, reason: undefined },
      {
        plugin: 'acme.a',
        version: '1.0.0',
        from: 'ready',
        to: 'disabled',
        code: 'PLUGIN_DISABLED',
        reason: 'The plugin "acme.a" is disabled.',
      },
    ]);
  });

  test('trips and recovers', async () => {
    const host = await createHost(
      {
        'acme.a': {
          code: "{ hooks: { greet: ({ name }) => { if (name === 'bad') throw new Error('no'); return name; } } }",
        },
      },
      { health: { errors: 1, cooldownMs: 5 } },
    );
    const recovered = new Promise<void>((resolve) => {
      host.manager.on('plugin:health', ({ to }) => to === 'closed' && resolve());
    });
    const halfOpen = new Promise<void>((resolve) => {
      host.manager.on('plugin:health', ({ to }) => to === 'half-open' && resolve());
    });
    await host.manager.start();
    await host.greet('bad');
    await halfOpen;
    await host.greet('good');
    await recovered;
    expect(path(host, 'acme.a')).toEqual(['ready', 'activating', 'active', 'tripped', 'active']);
  });

  test('is nowhere a dead end', () => {
    const ends = Object.entries(TRANSITIONS).filter(([, next]) => next.length === 0);
    expect(ends).toEqual([]);
  });
});

test('a transition that the table does not have would be found', () => {
  const event = (from: ManagerEvents['plugin:state']['from'], to: ManagerEvents['plugin:state']['to']) => ({
    plugin: 'acme.a',
    version: '1.0.0',
    from,
    to,
    code: undefined,
    reason: undefined,
  });
  expect(
    findForbidden([event(undefined, 'ready'), event('ready', 'activating'), event('activating', 'tripped')]),
  ).toEqual(['acme.a: activating -> tripped']);
  expect(findForbidden([event(undefined, 'active'), event('ready', 'disabled')])).toEqual([
    'acme.a: nothing -> active',
    'acme.a: it was active, not ready',
  ]);
});
