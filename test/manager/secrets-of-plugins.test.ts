import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { shareWithPlugins } from './share-with-plugins.ts';

const TOKEN = 'tok-7f3a91c2e8';
const OTHER = 'key-55d1b0a94f';

function declaring(...keys: readonly string[]) {
  return { secrets: keys.map((key) => ({ key, required: true, description: `From the ${key} page.` })) };
}

describe('a plugin', () => {
  test('reads the secrets that it declares and no others; each read is an event without the value', async () => {
    const host = await createHost(
      {
        'acme.a': {
          manifest: declaring('TOKEN'),
          code: "{ hooks: { greet: (_, ctx) => ctx.secrets.get('TOKEN') + ' ' + ctx.secrets.has('OTHER') } }",
        },
        'acme.b': {
          manifest: declaring('OTHER'),
          code: "{ hooks: { greet: (_, ctx) => ctx.secrets.get('TOKEN') } }",
        },
      },
      { secrets: { TOKEN, OTHER } },
    );
    await host.manager.start();
    const { value, report } = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
    expect(value).toEqual([`${TOKEN} false`]);
    const [, refused] = report.entries;
    expect(refused).toMatchObject({
      plugin: 'acme.b',
      status: 'error',
      error: {
        code: 'HOOK_FAILED',
        cause: {
          code: 'SECRET_UNDECLARED',
          message: 'The plugin "acme.b" 1.0.0 asked for the secret "TOKEN", which its manifest does not declare.',
        },
      },
    });
    expect(host.payloads('plugin:secret')).toEqual([{ plugin: 'acme.a', version: '1.0.0', key: 'TOKEN' }]);
  });

  test('is unconfigured without a required secret, which is named with where to get it, until it is there', async () => {
    const stored: Record<string, string> = { OTHER };
    const asked: string[] = [];
    const host = await createHost(
      {
        'acme.a': {
          manifest: {
            secrets: [...declaring('TOKEN', 'OTHER').secrets, { key: 'MAYBE' }],
          },
          code: "{ hooks: { greet: (_, ctx) => ctx.secrets.get('TOKEN') + ' ' + ctx.secrets.get('MAYBE') } }",
        },
      },
      {
        secrets: async ({ plugin, key }) => {
          asked.push(`${plugin} ${key}`);
          return stored[key];
        },
      },
    );
    await host.manager.start();
    const { state, code, reason } = host.manager.get('acme.a')!;
    expect([state, code, reason]).toEqual([
      'unconfigured',
      'SECRET_MISSING',
      'The plugin "acme.a" 1.0.0 does not have its secrets: the secret "TOKEN" is missing (From the TOKEN page.).',
    ]);
    expect(asked).toEqual(['acme.a TOKEN', 'acme.a OTHER', 'acme.a MAYBE']);
    stored['TOKEN'] = TOKEN;
    await host.manager.rescan();
    expect([await host.greet(), host.states()]).toEqual([[`${TOKEN} undefined`], { 'acme.a': 'active' }]);
  });
});

describe('the value of a secret', () => {
  test('shows up nowhere: not in logs, output, progress, errors, reports, lists, explanations or what is inspected', async () => {
    const seen: unknown[] = [];
    const keep = shareWithPlugins((value: unknown) => void seen.push(value));
    const leak = `
      console.log('printed ' + secret);
      ctx.log.warn('logged ' + secret, { token: secret, nested: [secret] });
      ctx.progress({ done: 1, message: 'sent ' + secret });
      ${keep}(ctx);`;
    const host = await createHost(
      {
        'acme.activate': {
          manifest: { ...declaring('TOKEN'), activation: 'startup' },
          code: "{ activate(ctx) { throw new Error('refused ' + ctx.secrets.get('TOKEN')); }, hooks: { greet() {} } }",
        },
        'acme.hook': {
          manifest: {
            ...declaring('TOKEN'),
            config: { schema: { type: 'object', properties: { n: { type: 'number' } } } },
          },
          code: `{ hooks: { greet: (_, ctx) => {
            const secret = ctx.secrets.get('TOKEN');${leak}
            throw new Error('bad ' + secret, { cause: new Error('because of ' + secret) });
          } } }`,
        },
        'acme.late': {
          manifest: declaring('TOKEN'),
          code: `{ hooks: { greet: () => 'x' }, deactivate(ctx) { throw new Error('late ' + ctx.secrets.get('TOKEN')); } }`,
        },
      },
      { secrets: { TOKEN }, logLevel: 'debug' },
    );
    const reports: unknown[] = [];
    host.manager.hooks.on('hook:report', (report) => reports.push(report, JSON.stringify(report)));
    host.manager.hooks.on('hook:error', (event) => reports.push(event));
    const boot = await host.manager.start();
    const called = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
    const all: unknown[] = [boot, String(boot), called, reports, host.events, seen];
    all.push(host.manager.list(), JSON.stringify(host.manager.list()));
    for (const { id } of host.manager.list()) all.push(String(host.manager.explain(id)));
    await host.manager.stop();
    const text = inspect([...all, host.events], { depth: 20, showHidden: true, getters: true });
    expect(text).toContain('logged');
    expect(text).toContain('printed');
    expect(text).toContain('because of');
    expect(text).toContain('late ');
    expect(text).not.toContain(TOKEN);
  });
});
