import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { RunnerName } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from './host.ts';

const TOKEN = 'tok-7f3a91c2e8';
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    api: { type: 'object', properties: { token: { type: 'string', minLength: 8 }, retries: { default: 3 } } },
    keys: { type: 'array', items: { type: 'string' } },
  },
};
const CONFIG = { api: { token: { $secret: 'TOKEN' } }, keys: ['plain', { $secret: 'TOKEN' }] };

/** Greets with its token, and says all it can of its configuration. */
function talkative(manifest: WrittenPlugin['manifest'] = {}): WrittenPlugin {
  return {
    manifest: { config: { schema: SCHEMA }, secrets: [{ key: 'TOKEN' }], ...manifest },
    code: `{
      onConfigChange: (config, ctx) => ctx.log.info('changed to ' + config.api.token),
      hooks: {
        greet(_, ctx) {
          ctx.log.info('config is ' + JSON.stringify(ctx.config), ctx.config);
          return ctx.config.api.token + ' ' + ctx.config.keys + ' ' + ctx.config.api.retries;
        },
        after_save(_, ctx) { throw new Error('with ' + ctx.config.api.token); },
      },
    }`,
  };
}

describe('a configuration that refers to a secret', () => {
  test.each<RunnerName>(['inline', 'worker', 'process'])(
    'has its value for the plugin (%s), and the reference for everybody else',
    { timeout: 30_000 },
    async (runner) => {
      const manifest = { runner: { min: runner }, hooks: { greet: {}, after_save: {} } };
      const host = await createHost({ 'acme.a': talkative(manifest) }, (folder) => ({
        secrets: { TOKEN },
        config: { 'acme.a': CONFIG },
        stateDir: join(folder, 'state'),
      }));
      const boot = await host.manager.start();
      expect(await host.greet()).toEqual([`${TOKEN} plain,${TOKEN} 3`]);
      await host.manager.configure('acme.a', { ...CONFIG, keys: [] });
      await host.manager.disable('acme.a');
      await host.manager.enable('acme.a');
      const { report } = await host.manager.hooks.executeWithReport('after_save', { file: 'x' });
      const dumps = [
        host.manager.list(),
        host.manager.explain('acme.a'),
        host.manager.explain('acme.a').toString(),
        boot,
        boot.toString(),
        report,
        host.events,
        host.manager.config('acme.a'),
        await readFile(join(host.folder, 'state/state.json'), 'utf8'),
        await readFile(join(host.folder, 'state/manifests.json'), 'utf8'),
      ].map((dump) => `${inspect(dump, { depth: Infinity })}${JSON.stringify(dump)}`);
      expect(dumps.filter((dump) => dump.includes(TOKEN))).toEqual([]);
      expect(host.manager.config('acme.a')).toEqual({ api: { token: { $secret: 'TOKEN' }, retries: 3 }, keys: [] });
      expect(host.payloads('plugin:log').map(({ message }) => message)).toContain('changed to [secret TOKEN]');
      expect(host.payloads('plugin:secret')).toContainEqual({ plugin: 'acme.a', version: '1.0.0', key: 'TOKEN' });
    },
  );

  test.each([
    ['not declared', { $secret: 'OTHER' }, 'the key "api.token" refers to a secret that the manifest does not declare'],
    ['not there', { $secret: 'MAYBE' }, 'the key "api.token" refers to the secret "MAYBE", which is not there'],
    ['no key', { $secret: 7 }, 'the key "api.token" must be { "$secret": "<key of a secret>" } and nothing else'],
    [
      'one of several keys',
      { $secret: 'TOKEN', other: TOKEN },
      'the key "api.token" must be { "$secret": "<key of a secret>" } and nothing else',
    ],
  ])('is refused if it is %s', async (_, token, problem) => {
    const secrets = [{ key: 'TOKEN' }, { key: 'MAYBE' }];
    const host = await createHost(
      { 'acme.a': talkative({ secrets }) },
      { secrets: { TOKEN, OTHER: 'other-secret' }, config: { 'acme.a': { api: { token } } } },
    );
    await host.manager.start();
    expect(host.manager.get('acme.a')).toMatchObject({
      state: 'unconfigured',
      code: 'CONFIG_INVALID',
      reason: `The configuration of the plugin "acme.a" 1.0.0 is not valid: ${problem}.`,
    });
    expect(host.manager.config('acme.a')).toBeUndefined();
  });

  test('is told of once for each configuration', async () => {
    const plugin = talkative({ hooks: { greet: {}, after_save: {} } });
    const host = await createHost({ 'acme.a': plugin }, { secrets: { TOKEN }, config: { 'acme.a': CONFIG } });
    await host.manager.start();
    await host.greet();
    await host.greet();
    await host.manager.configure('acme.a', { ...CONFIG, keys: [] });
    await host.greet();
    expect(host.payloads('plugin:secret').map(({ key }) => key)).toEqual(['TOKEN', 'TOKEN']);
  });

  test('is checked with the value that it refers to, which no message shows', async () => {
    const host = await createHost(
      { 'acme.a': talkative() },
      { secrets: { TOKEN: 'short1' }, config: { 'acme.a': CONFIG } },
    );
    await host.manager.start();
    expect(host.manager.get('acme.a')!.reason).toBe(
      'The configuration of the plugin "acme.a" 1.0.0 is not valid: the key "api.token" must have at least 8 characters.',
    );
  });
});
