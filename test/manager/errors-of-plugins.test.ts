import { createPluginManager, defineHookspecs, directory, hook, isHooklineError, toWire } from 'hookline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost, pluginFiles, type WrittenPlugin } from './host.ts';
import { createGate, createJournal } from './share-with-plugins.ts';

describe('one of five plugins that fails', () => {
  const four = Object.fromEntries(['a', 'b', 'd', 'e'].map((name) => [`acme.${name}`, {}]));

  test('costs its own answer only, and is named with version, hook, call and cause', async () => {
    const host = await createHost({
      ...four,
      'acme.c': {
        manifest: { version: '3.1.4' },
        code: `
          const third = async () => { await null; throw new TypeError('deep'); };
          const second = async () => { await null; await third(); };
          export default { hooks: { greet: async () => { await null; await second(); } } };`,
      },
    });
    await host.manager.start();
    const { value, report } = await host.manager.hooks.executeWithReport('greet', { name: 'secret-name' });
    expect(value).toEqual(['a', 'b', 'd', 'e'].map((name) => `secret-name from acme.${name}`));
    expect([report.status, report.entries.map(({ status }) => status)]).toEqual([
      'partial',
      ['ok', 'ok', 'error', 'ok', 'ok'],
    ]);
    const [told] = host.payloads('plugin:error');
    expect(told).toMatchObject({ plugin: 'acme.c', version: '3.1.4', phase: 'hook' });
    const error = toWire(told!.error);
    expect(error).toMatchObject({
      code: 'HOOK_FAILED',
      message: 'The hookimpl of the plugin "acme.c" 3.1.4 for the hook "greet" failed: deep',
      data: { plugin: 'acme.c', version: '3.1.4', hook: 'greet', callId: report.callId, args: ['name'] },
      cause: { name: 'TypeError', message: 'deep' },
    });
    expect(JSON.stringify(error)).not.toContain('secret-name');
  });

  test('and never settles holds the call up until its limit, and no longer', async () => {
    const gate = createGate();
    const { manager } = await createHost({
      ...four,
      'acme.c': {
        manifest: { limits: { callMs: 20 } },
        code: `{ hooks: { greet: async () => { await ${gate.opened}; return 'too late'; } } }`,
      },
    });
    await manager.start();
    const { value, report } = await manager.hooks.executeWithReport('greet', { name: 'x' });
    expect([value.length, report.entries.map(({ status }) => status)]).toEqual([
      4,
      ['ok', 'ok', 'timeout', 'ok', 'ok'],
    ]);
    expect(report.entries[2]?.error).toMatchObject({
      code: 'HOOK_TIMEOUT',
      message: 'The hookimpl of the plugin "acme.c" 1.0.0 for the hook "greet" did not settle within 20 ms.',
    });
  });

  test('and cannot be deactivated does not keep the others from ending', async () => {
    const { lines, note } = createJournal();
    const plugin = (end: string): WrittenPlugin => ({
      code: `{ hooks: { greet: () => 'x' }, deactivate(ctx) { ${note}(ctx.plugin.id); ${end} } }`,
    });
    const host = await createHost(
      {
        'acme.a': plugin(''),
        'acme.b': plugin("throw new Error('no');"),
        'acme.c': plugin('return new Promise(() => {});'),
        'acme.d': plugin(''),
      },
      { limits: { deactivateMs: 20 } },
    );
    await host.manager.start();
    await host.greet();
    await host.manager.stop();
    expect(lines).toEqual(['acme.d', 'acme.c', 'acme.b', 'acme.a']);
    expect(host.payloads('plugin:error').map(({ plugin: id, error }) => [id, error.code])).toEqual([
      ['acme.c', 'DEACTIVATE_TIMEOUT'],
      ['acme.b', 'DEACTIVATE_FAILED'],
    ]);
  });
});

const specs = defineHookspecs({
  isolated: hook.waterfall({ args: { list: z.array(z.string()) }, thread: 'list', payload: 'cloned' }),
  failing: hook.waterfall({ args: { list: z.array(z.string()) }, thread: 'list', payload: 'cloned', onError: 'fail' }),
  aggregated: hook.collect({ args: { list: z.array(z.string()) }, payload: 'frozen', onError: 'aggregate' }),
  checked: hook.collect({ args: { count: z.number() }, returns: z.number(), validate: 'all' }),
  around: hook.waterfall({ args: { text: z.string() }, thread: 'text', onError: 'fail' }),
});

/** A host with hooks of other policies. */
async function createPolicyHost(plugins: Readonly<Record<string, WrittenPlugin>>) {
  const folder = await createTemporaryFolder(pluginFiles(plugins));
  const manager = createPluginManager<typeof specs>({
    host: { name: 'test-host', api: '1.0.0' },
    hookspecs: specs,
    sources: [directory(folder, { trusted: true })],
  });
  onTestFinished(() => manager.stop());
  manager.on('plugin:error', () => {});
  manager.hooks.on('hook:error', () => {});
  await manager.start();
  return manager;
}

const THREE: Readonly<Record<string, WrittenPlugin>> = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => {
    const change = `({ list }) => { list.push('${name}'); ${name === 'b' ? "throw new Error('no b');" : 'return list;'} }`;
    return [
      `acme.${name}`,
      {
        manifest: { hooks: { isolated: {}, failing: {} } },
        code: `{ hooks: { isolated: ${change}, failing: ${change} } }`,
      },
    ];
  }),
);

describe('what plugins do to data of the host', () => {
  test('is theirs alone until they have answered: one that fails half-way leaves nothing behind', async () => {
    const { hooks } = await createPolicyHost(THREE);
    const list = ['host'];
    expect([await hooks.execute('isolated', { list }), list]).toEqual([['host', 'a', 'c'], ['host']]);
  });

  test('is all or nothing where one failure ends the call', async () => {
    const { hooks } = await createPolicyHost(THREE);
    const list = ['host'];
    const failure = await hooks.execute('failing', { list }).catch((error: unknown) => error);
    expect([isHooklineError(failure) && failure.code, list]).toEqual(['HOOK_FAILED', ['host']]);
  });

  test('is an error where it is frozen, and all that failed are told together', async () => {
    const plugin = {
      manifest: { hooks: { aggregated: {} } },
      code: "{ hooks: { aggregated: ({ list }) => list.push('x') } }",
    };
    const { hooks } = await createPolicyHost({ 'acme.a': plugin, 'acme.b': plugin });
    const list = ['host'];
    const failure = (await hooks.execute('aggregated', { list }).catch((error: unknown) => error)) as Error;
    const { errors } = failure.cause as AggregateError;
    expect([errors.map((each: Error) => (each.cause as Error).name), list]).toEqual([
      ['TypeError', 'TypeError'],
      ['host'],
    ]);
  });

  test('begins only with arguments that the hookspec accepts, and ends with such answers', async () => {
    const { lines, note } = createJournal();
    const { hooks } = await createPolicyHost({
      'acme.a': {
        manifest: { hooks: { checked: {} } },
        code: `{ hooks: { checked: ({ count }) => { ${note}('called'); return count > 1 ? 'many' : count; } } }`,
      },
    });
    await expect(hooks.execute('checked', { count: '1' as never })).rejects.toMatchObject({ code: 'ARGS_INVALID' });
    expect(lines).toEqual([]);
    const { value, report } = await hooks.executeWithReport('checked', { count: 2 });
    expect([value, report.entries[0]?.error?.code, await hooks.execute('checked', { count: 1 })]).toEqual([
      [],
      'RESULT_INVALID',
      [1],
    ]);
  });
});

test('an operation has its before, its after and its error in wrappers, in their order', async () => {
  const { lines, note } = createJournal();
  const wrapper = (name: string, priority: number): WrittenPlugin => ({
    manifest: { hooks: { around: { wrapper: true, priority } } },
    code: `{ hooks: { around: { wrapper: true, priority: ${priority}, handler: async ({ text }, next) => {
      ${note}('before ${name} ' + text);
      try {
        const result = await next();
        ${note}('after ${name} ' + result);
        return result;
      } catch (error) {
        ${note}('error ${name}');
        throw error;
      }
    } } } }`,
  });
  const { hooks } = await createPolicyHost({ 'acme.inner': wrapper('inner', 1), 'acme.outer': wrapper('outer', 2) });
  const save = ({ text }: { readonly text: string }): string => {
    if (text === 'bad') throw new Error('disk full');
    lines.push(`save ${text}`);
    return `${text} saved`;
  };
  await hooks.execute('around', { text: 'page' }, { extra: save });
  expect(lines).toEqual([
    'before outer page',
    'before inner page',
    'save page',
    'after inner page saved',
    'after outer page saved',
  ]);
  lines.length = 0;
  await expect(hooks.execute('around', { text: 'bad' }, { extra: save })).rejects.toThrow('disk full');
  expect(lines).toEqual(['before outer bad', 'before inner bad', 'error inner', 'error outer']);
});

test('a plugin is not asked for what its filter leaves out', async () => {
  const { lines, note } = createJournal();
  const { manager } = await createHost({
    'acme.a': {
      manifest: { hooks: { shout: { filter: { text: { glob: '*.md' } } } } },
      code: `{ hooks: { shout: ({ text }) => { ${note}(text); return text.toUpperCase(); } } }`,
    },
  });
  await manager.start();
  const shout = (text: string) => manager.hooks.execute('shout', { text });
  expect([await shout('a.txt'), await shout('a.md'), lines]).toEqual(['a.txt', 'A.MD', ['a.md']]);
});
