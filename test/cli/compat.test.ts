import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compat as description } from '../../src/cli/commands/compat.ts';
import { runCompat } from '../../src/cli/run/compat.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';

const HOST = {
  ...HOST_FILES,
  'hookspecs.js': `
    import { defineHookspecs, hook } from 'hookline';
    import { z } from 'zod';
    export const shopHookspecs = defineHookspecs({
      order_placed: hook.series({ args: { total: z.number() } }),
      order_taken: hook.series({
        args: { total: z.number() },
        deprecated: { since: '1.1.0', removeIn: '2.0.0', use: 'order_placed', message: 'See the guide.' },
      }),
      old_news: hook.series({ deprecated: { since: '1.0.0' } }),
    });
  `,
};

const STORE = pluginFiles(
  'acme.store',
  { hooks: { order_taken: {}, old_news: {} } },
  'const taken = () => {};\nexport default {\n  hooks: {\n    order_taken: taken,\n    old_news() {},\n  },\n};\n',
);
const CHART = pluginFiles(
  'acme.chart',
  { hooks: { order_placed: {} }, api: '>=1.0 <3' },
  'export default { hooks: { order_placed() {} } };',
);

async function compat(
  cwd: string,
  ...args: readonly string[]
): Promise<{ result: unknown; exitCode?: number; text: string }> {
  return runHere({ description, run: runCompat }, args, cwd);
}

describe('compat', () => {
  test('lists what is deprecated, with file and line, and all is well', async () => {
    const cwd = await createProject({ ...HOST, ...STORE, ...CHART });
    const { exitCode, stdout } = await runCli(['compat'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'PLUGIN      VERSION  MADE FOR  1.2.0  USES',
        'acme.chart  1.0.0    >=1.0 <3  fits',
        'acme.store  1.0.0    ^1.0      fits   2 deprecated',
        '',
        'deprecated  acme.store: The hook "order_taken" is deprecated since 1.1.0 and will be removed in 2.0.0; use "order_placed" instead. See the guide.',
        '  plugins/store/plugin.json:7',
        '  plugins/store/index.js:4',
        '',
        'deprecated  acme.store: The hook "old_news" is deprecated since 1.0.0.',
        '  plugins/store/plugin.json:8',
        '  plugins/store/index.js:5',
        '',
      ].join('\n'),
    );
  });

  test('ends with 1 for a version that has removed something that a plugin uses', async () => {
    const cwd = await createProject({ ...HOST, ...STORE, ...CHART });
    const { exitCode, document } = await runCliJson(['compat', '--against', '2'], { cwd });
    expect(exitCode).toBe(1);
    const code = join(cwd, 'plugins/store/index.js');
    const manifest = join(cwd, 'plugins/store/plugin.json');
    const places = (lines: readonly number[]): readonly object[] => [
      { file: manifest, path: 'plugin.json', line: lines[0] },
      { file: code, path: 'index.js', line: lines[1] },
    ];
    expect(document.result).toEqual({
      api: '1.2.0',
      against: '2.0.0',
      plugins: [
        { id: 'acme.chart', version: '1.0.0', range: '>=1.0 <3', adapter: null, fits: true, uses: [] },
        {
          id: 'acme.store',
          version: '1.0.0',
          range: '^1.0',
          adapter: null,
          fits: false,
          uses: [
            {
              name: 'order_taken',
              kind: 'hook',
              status: 'removed',
              message: 'The hook "order_taken" is removed in 2.0.0; use "order_placed" instead. See the guide.',
              places: places([7, 4]),
            },
            {
              name: 'old_news',
              kind: 'hook',
              status: 'deprecated',
              message: 'The hook "old_news" is deprecated since 1.0.0.',
              places: places([8, 5]),
            },
          ],
        },
      ],
    });
  });

  test('ends with 1 for hooks that the host has no more, unless they are optional', async () => {
    const gone = pluginFiles(
      'acme.gone',
      { hooks: { gone: {}, other: { optional: true }, 'acme.chart/own': {} } },
      'export default { hooks: {} };',
    );
    const cwd = await createProject({ ...HOST, ...gone });
    const { result, exitCode } = await compat(cwd);
    expect(exitCode).toBe(1);
    expect(result).toMatchObject({
      plugins: [
        { fits: true, uses: [{ name: 'gone', status: 'removed', message: 'The host has no hook "gone" any more.' }] },
      ],
    });
  });

  test('holds plugins against a contract of describeApi', async () => {
    const script = `
      import { writeFileSync } from 'node:fs';
      import { defineHookspecs, describeApi, hook } from 'hookline';
      import { z } from 'zod';
      const hookspecs = defineHookspecs({ order_placed: hook.series({ args: { total: z.string() } }), old_news: hook.series({}) });
      writeFileSync('next.json', JSON.stringify(await describeApi({ api: '2.0.0', released: '2027-01-01', hookspecs })));
    `;
    const cwd = await createProject({ ...HOST, ...STORE, ...CHART, 'describe.mjs': script });
    const { execFileSync } = await import('node:child_process');
    execFileSync(process.execPath, ['describe.mjs'], { cwd });
    const { result, exitCode } = await compat(cwd, '--against', 'next.json');
    expect(exitCode).toBe(1);
    expect(result).toMatchObject({
      against: '2.0.0',
      plugins: [
        {
          id: 'acme.chart',
          fits: true,
          uses: [{ status: 'changed', message: 'In 2.0.0, the hook "order_placed" has another schema for "total".' }],
        },
        {
          id: 'acme.store',
          fits: false,
          uses: [
            { status: 'removed', message: 'The hook "order_taken" is not there in 2.0.0; use "order_placed" instead.' },
          ],
        },
      ],
    });
  });

  test('knows what an adapter serves, and what else of the older API is used', async () => {
    const config = HOST['hookline.config.mjs'].replace(
      "host: { name: 'shop', api: '1.2.0' }",
      `host: { name: 'shop', api: '2.0.0', adapters: [{
        api: '1.9.0',
        hooks: { placed: { hook: 'order_placed', deprecated: { since: '2.0.0', removeIn: '3.0.0' } } },
        deprecations: { 'ctx.storage': { since: '2.0.0', use: 'ctx.files' }, 'ctx.unused': { since: '2.0.0' } },
      }] }`,
    );
    const old = pluginFiles(
      'acme.old',
      { hooks: { placed: {} } },
      'export default {\n  hooks: { placed() {} },\n  activate({ storage }) {\n    storage.get();\n  },\n};\n',
    );
    const cwd = await createProject({ ...HOST, 'hookline.config.mjs': config, ...old });
    const { result, text, exitCode } = await compat(cwd);
    expect(exitCode).toBe(0);
    expect(text).toContain('fits as 1.9.0');
    expect(result).toMatchObject({
      plugins: [
        {
          adapter: '1.9.0',
          fits: true,
          uses: [
            {
              name: 'placed',
              status: 'deprecated',
              message:
                'The hook "placed" is deprecated since 2.0.0 and will be removed in 3.0.0; use "order_placed" instead.',
            },
            { name: 'ctx.storage', kind: 'api', status: 'deprecated', places: [{ path: 'index.js', line: 3 }] },
          ],
        },
      ],
    });
    expect((await compat(cwd, '--against', '3.0.0')).exitCode).toBe(1);
  });

  test('tells of invalid plugins, and of a host without any', async () => {
    const cwd = await createProject({ ...HOST, 'plugins/one/plugin.json': '{' });
    expect(await compat(cwd)).toMatchObject({
      exitCode: 0,
      result: { plugins: [{ id: 'one', fits: null, uses: [] }] },
    });
    expect((await compat(await createProject({ ...HOST, 'plugins/.keep': '' }))).text).toBe('No plugins.');
  });

  test.each([
    ['no version and no file', 'next', 'COMMAND_MISUSED'],
    ['no JSON', 'hookspecs.js', 'CONTRACT_INVALID'],
    ['no contract', 'package.json', 'CONTRACT_INVALID'],
  ])('refuses what is %s', async (_, against, code) => {
    const cwd = await createProject(HOST);
    await expect(compat(cwd, '--against', against)).rejects.toMatchObject({ code });
  });
});
