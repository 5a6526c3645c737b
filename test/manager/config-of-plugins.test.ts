import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from './host.ts';
import { createJournal, shareWithPlugins } from './share-with-plugins.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    site: { type: 'string' },
    retries: { type: 'integer', minimum: 0, default: 3 },
    tags: { type: 'array', items: { type: 'string' }, default: ['a'] },
  },
  required: ['site'],
  additionalProperties: false,
};

const MANIFEST = { config: { schema: SCHEMA } };
const SHOWS = '{ hooks: { greet: (_, ctx) => JSON.stringify(ctx.config) } }';

describe('the configuration of a plugin', () => {
  test('is what the host says of it, with the defaults of the manifest, and that of nobody else', async () => {
    const config = { 'acme.a': { site: 'a.example', tags: ['x'] }, 'acme.b': { site: 'b.example', retries: 0 } };
    const { manager, greet } = await createHost(
      { 'acme.a': { manifest: MANIFEST, code: SHOWS }, 'acme.b': { manifest: MANIFEST, code: SHOWS } },
      { config },
    );
    await manager.start();
    expect(await greet()).toEqual([
      '{"site":"a.example","tags":["x"],"retries":3}',
      '{"site":"b.example","retries":0,"tags":["a"]}',
    ]);
  });

  test('keeps the plugin from running as long as it is wrong, with every key that is', async () => {
    const { lines, note } = createJournal();
    const host = await createHost(
      {
        'acme.a': { manifest: MANIFEST, code: `${note}('imported'); export default ${SHOWS};` },
        'acme.needy': { manifest: { dependencies: { plugins: { 'acme.a': '^1' } } } },
        'acme.other': {},
      },
      { config: { 'acme.a': { retries: -1, sites: 'x' } } },
    );
    await host.manager.start();
    expect(await host.greet()).toEqual(['hello from acme.other']);
    const { state, code, reason } = host.manager.get('acme.a')!;
    expect([state, code, reason, lines]).toEqual([
      'unconfigured',
      'CONFIG_INVALID',
      'The configuration of the plugin "acme.a" 1.0.0 is not valid: the key "site" is missing; the key "retries" must be at least 0; there is no key "sites" (did you mean "site"?).',
      [],
    ]);
    const mended = await host.manager.configure('acme.a', { site: 'a.example' });
    expect([mended.state, host.states()['acme.needy']]).toEqual(['ready', 'ready']);
    expect([await host.greet(), lines]).toEqual([
      ['{"site":"a.example","retries":3,"tags":["a"]}', 'hello from acme.needy', 'hello from acme.other'],
      ['imported'],
    ]);
  });

  test('cannot be changed by the plugin, at no depth', async () => {
    const config = { 'acme.a': { site: 'a.example', tags: ['x'] } };
    const { manager, greet } = await createHost(
      {
        'acme.a': {
          manifest: MANIFEST,
          code: `{ hooks: { greet: (_, ctx) => {
            const tries = [
              () => { ctx.config = {}; },
              () => { ctx.config.site = 'evil'; },
              () => { ctx.config.tags.push('evil'); },
              () => { ctx.plugin.id = 'acme.b'; },
              () => { ctx.secrets.get = () => 'x'; },
              () => { ctx.log.info = () => {}; },
              () => { ctx.hook = 'other'; },
              () => { Object.getPrototypeOf(ctx).evil = 1; },
            ];
            return tries.map((attempt) => {
              try { attempt(); return 'changed'; } catch (error) { return error.name; }
            }).join(' ');
          } } }`,
        },
      },
      { config },
    );
    await manager.start();
    expect(await greet()).toEqual([Array.from({ length: 8 }, () => 'TypeError').join(' ')]);
    expect(config).toEqual({ 'acme.a': { site: 'a.example', tags: ['x'] } });
  });
});

describe('configure()', () => {
  test('takes an object that the host has changed since it gave it', async () => {
    const { manager, greet } = await createHost({ 'acme.a': { manifest: MANIFEST, code: SHOWS } });
    await manager.start();
    const config = { site: 'one.example' };
    await manager.configure('acme.a', config);
    config.site = 'two.example';
    expect(await greet()).toEqual(['{"site":"one.example","retries":3,"tags":["a"]}']);
    await manager.configure('acme.a', config);
    expect(await greet()).toEqual(['{"site":"two.example","retries":3,"tags":["a"]}']);
  });

  /** Notes its life, and takes a new configuration while it runs if it can. */
  function living(note: string, onConfigChange = ''): WrittenPlugin {
    return {
      manifest: MANIFEST,
      code: `
        ${note}('imported');
        export default {
          activate(ctx) { ${note}('activate ' + ctx.config.site); },
          deactivate() { ${note}('deactivate'); },
          ${onConfigChange}
          hooks: { greet: (_, ctx) => ctx.config.site },
        };`,
    };
  }

  test('tells a running plugin once, which goes on as it is', async () => {
    const { lines, note } = createJournal();
    const tells = `onConfigChange(config, ctx) { ${note}('told ' + config.site + ' ' + (config === ctx.config)); },`;
    const { manager, greet } = await createHost(
      { 'acme.a': living(note, tells) },
      { config: { 'acme.a': { site: 'one' } } },
    );
    await manager.start();
    expect(await greet()).toEqual(['one']);
    await manager.configure('acme.a', { site: 'two' });
    expect([await greet(), lines]).toEqual([['two'], ['imported', 'activate one', 'told two true']]);
  });

  test('starts a plugin anew that cannot be told', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({ 'acme.a': living(note) }, { config: { 'acme.a': { site: 'one' } } });
    await manager.start();
    await greet();
    await greet();
    await manager.configure('acme.a', { site: 'two' });
    expect([await greet(), lines]).toEqual([['two'], ['imported', 'activate one', 'deactivate', 'activate two']]);
  });

  test('starts a plugin anew that fails to take it, and says so', async () => {
    const { lines, note } = createJournal();
    const host = await createHost(
      { 'acme.a': living(note, "onConfigChange() { throw new Error('too late'); },") },
      { config: { 'acme.a': { site: 'one' } } },
    );
    await host.manager.start();
    await host.greet();
    await host.manager.configure('acme.a', { site: 'two' });
    expect([await host.greet(), lines]).toEqual([['two'], ['imported', 'activate one', 'deactivate', 'activate two']]);
    expect(host.payloads('plugin:error').map(({ phase, error }) => [phase, error.code, error.message])).toEqual([
      [
        'config',
        'CONFIG_REFUSED',
        'The plugin "acme.a" did not take its new configuration, and is started anew: too late',
      ],
    ]);
  });

  test('stops a plugin whose new configuration is wrong, and lets it come back', async () => {
    const { lines, note } = createJournal();
    const told = shareWithPlugins(() => lines.push('told'));
    const { manager, greet, states } = await createHost(
      { 'acme.a': living(note, `onConfigChange() { ${told}(); },`) },
      { config: { 'acme.a': { site: 'one' } } },
    );
    await manager.start();
    await greet();
    await manager.configure('acme.a', { site: 5 });
    expect([states(), await greet(), lines]).toEqual([
      { 'acme.a': 'unconfigured' },
      [],
      ['imported', 'activate one', 'deactivate'],
    ]);
    await manager.configure('acme.a', { site: 'three' });
    expect([await greet(), lines.at(-1)]).toEqual([['three'], 'activate three']);
  });

  test('takes what was said back, and the defaults hold', async () => {
    const { manager, greet } = await createHost(
      {
        'acme.a': {
          manifest: { config: { schema: { type: 'object', properties: { n: { default: 1 } } } } },
          code: SHOWS,
        },
      },
      { config: { 'acme.a': { n: 2 } } },
    );
    await manager.start();
    expect(await greet()).toEqual(['{"n":2}']);
    await manager.configure('acme.a', undefined);
    expect(await greet()).toEqual(['{"n":1}']);
  });
});
