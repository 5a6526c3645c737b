import { once } from 'node:events';
import type { ApiAdapter } from 'hookline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHost } from './host.ts';

/** The host had `hello({ who })` once, and has `greet({ name })` today. */
const OLD: ApiAdapter = {
  api: '0.9.0',
  hooks: {
    hello: {
      hook: 'greet',
      adapt:
        (handler) =>
        (args, ...others) =>
          handler({ who: (args as { readonly name: string }).name }, ...others),
      deprecated: { since: '1.0.0', removeIn: '2.0.0', message: 'Its argument "who" is "name" there.' },
    },
  },
  deprecations: { 'ctx.store': { since: '1.1.0', use: 'ctx.dataDir' } },
};

const OLD_PLUGIN = {
  manifest: { api: '^0.9', hooks: { hello: { priority: 5 } } },
  code: "{ hooks: { hello: ({ who }, ctx) => who + ' by ' + ctx.plugin.id } }",
};

/** The messages of process warnings, from now on. */
function listenToWarnings(code: string): string[] {
  const messages: string[] = [];
  const listener = (warning: Error & { code?: string }): void => {
    if (warning.code === code) messages.push(warning.message);
  };
  process.on('warning', listener);
  onTestFinished(() => void process.off('warning', listener));
  return messages;
}

/** Warnings come in a turn of their own. */
async function nextWarning(): Promise<void> {
  process.emitWarning('The last one.', { type: 'Mark' });
  await once(process, 'warning');
}

describe('a plugin that was made for another API', () => {
  test('is unsupported without an adapter that fits: what it wants, what there is and the guide are named', async () => {
    const { manager } = await createHost(
      { 'acme.old': OLD_PLUGIN, 'acme.older': { manifest: { api: '^0.1' } }, 'acme.new': { manifest: { api: '^2' } } },
      { host: { name: 'test-host', api: '1.2.0', guide: 'https://host.example/api', adapters: [{ api: '0.9.0' }] } },
    );
    await manager.start();
    expect(manager.list({ state: 'unsupported' }).map(({ code, reason, remedy }) => [code, reason, remedy])).toEqual([
      [
        'API_UNSUPPORTED',
        'The plugin "acme.new" 1.0.0 is made for the plugin API "^2", but the host "test-host" has "1.2.0" and adapters for "0.9.0".',
        'Update the host "test-host" to one with the API "^2", or install an older version of "acme.new". See https://host.example/api',
      ],
      [
        'API_UNSUPPORTED',
        'The plugin "acme.older" 1.0.0 is made for the plugin API "^0.1", but the host "test-host" has "1.2.0" and adapters for "0.9.0".',
        'Install a newer version of "acme.older", made for the API "1.2.0". See https://host.example/api',
      ],
    ]);
  });

  test('runs through it, with its own names and arguments, in its place among the others', async () => {
    const { manager, greet } = await createHost(
      { 'acme.a': {}, 'acme.old': OLD_PLUGIN },
      { host: { name: 'test-host', api: '1.2.0', adapters: [OLD] } },
    );
    await manager.start();
    expect(await greet('Ada')).toEqual(['Ada by acme.old', 'Ada from acme.a']);
    expect(manager.hooks.plan('greet').map(({ plugin }) => plugin)).toEqual(['acme.old', 'acme.a']);
    expect(String(manager.explain('acme.old'))).toContain('0.9.0');
  });

  test('is warned of each thing that is deprecated, once, however often it starts and is called', async () => {
    const messages = listenToWarnings('API_DEPRECATED');
    const { manager, greet } = await createHost(
      { 'acme.a': {}, 'acme.old': OLD_PLUGIN },
      { host: { name: 'test-host', api: '1.2.0', adapters: [{ ...OLD }] } },
    );
    await manager.start();
    await greet();
    await greet();
    await manager.reload('acme.old');
    await greet();
    await nextWarning();
    expect(messages).toEqual([
      'The plugin "acme.old" 1.0.0 runs on plugin API 0.9.0: the hook "hello" is deprecated since 1.0.0 and will be removed in 2.0.0. Use "greet" instead. Its argument "who" is "name" there.',
      'The plugin "acme.old" 1.0.0 runs on plugin API 0.9.0: "ctx.store" is deprecated since 1.1.0. Use "ctx.dataDir" instead.',
    ]);
  });

  test('may have several old hooks that have become one', async () => {
    const welcome = OLD.hooks!['hello']!;
    const { manager, greet } = await createHost(
      {
        'acme.old': {
          manifest: { api: '^0.9', hooks: { hello: {}, welcome: { priority: 1 } } },
          code: "{ hooks: { hello: ({ who }) => 'hello ' + who, welcome: ({ who }) => 'welcome ' + who } }",
        },
      },
      { host: { name: 'test-host', api: '1.2.0', adapters: [{ ...OLD, hooks: { hello: welcome, welcome } }] } },
    );
    await manager.start();
    expect(await greet('Ada')).toEqual(['welcome Ada', 'hello Ada']);
  });
});

describe('the API of the host', () => {
  test('is a version that plugins have to name a range of: without one, or with one for everything, they are invalid', async () => {
    const { manager, greet } = await createHost({
      'acme.everything': { manifest: { api: '>=0' } },
      'acme.none': { files: { 'plugin.json': '{ "id": "acme.none", "version": "1.0.0", "entry": "./index.mjs" }' } },
      'acme.right': { manifest: { api: '1.x' } },
      'acme.star': { manifest: { api: '*' } },
      'acme.word': { manifest: { api: 'newest' } },
    });
    await manager.start();
    expect(await greet()).toEqual(['hello from acme.right']);
    expect(manager.list({ state: 'invalid' }).map(({ id, code }) => [id, code])).toEqual([
      ['acme.everything', 'MANIFEST_API_MISSING'],
      ['acme.none', 'MANIFEST_API_MISSING'],
      ['acme.star', 'MANIFEST_API_MISSING'],
      ['acme.word', 'MANIFEST_RANGE_INVALID'],
    ]);
  });
});
