import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const PLUGINS = {
  ...pluginFiles(
    'acme.tax',
    { hooks: { before_order: { priority: 5 } } },
    'export default { hooks: { before_order: ({ order }) => ({ total: order.total * 1.2 }) } };',
  ),
  ...pluginFiles(
    'acme.gift',
    { hooks: { before_order: { priority: 10 }, order_taken: {} } },
    'throw new Error("was loaded");',
  ),
  ...pluginFiles('acme.late', { api: '^9.0', hooks: { before_order: {} } }, ''),
};

describe('hookline hooks list', () => {
  test('gives every hook of the host, with who implements it, and loads nothing', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    const { document } = await runCliJson(['hooks', 'list'], { cwd });
    expect(document.result).toEqual({
      hooks: [
        {
          name: 'before_order',
          kind: 'waterfall',
          sync: false,
          arguments: [{ name: 'order', type: '{ total: number }', threaded: true }],
          answer: '{ total: number }',
          summary: 'Before an order is taken.',
          plugins: ['acme.gift', 'acme.late', 'acme.tax'],
        },
        {
          name: 'order_taken',
          kind: 'series',
          sync: false,
          arguments: [{ name: 'total', type: 'number', threaded: false }],
          plugins: ['acme.gift'],
        },
        {
          name: 'describe_item',
          kind: 'first',
          sync: false,
          arguments: [{ name: 'name', type: 'string', threaded: false }],
          answer: 'string',
          plugins: [],
        },
      ],
    });
  });

  test('refuses a hook that there is not', async () => {
    const cwd = await createProject(HOST_FILES);
    const { exitCode, document } = await runCliJson(['hooks', 'list', '--hook', 'before_oder'], { cwd });
    expect(exitCode).toBe(1);
    expect(document.error).toMatchObject({
      code: 'HOOK_UNKNOWN',
      message: 'There is no hook "before_oder" (did you mean "before_order"?).',
    });
  });
});

describe('hookline hooks plan', () => {
  test('gives the order of calls with its reasons, and who is left out', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    const { document } = await runCliJson(['hooks', 'plan', 'before_order'], { cwd });
    expect(document.result).toMatchObject({
      hook: 'before_order',
      kind: 'waterfall',
      plan: [
        { plugin: 'acme.gift', priority: 10, reason: 'priority 10' },
        { plugin: 'acme.tax', priority: 5, reason: 'priority 5' },
      ],
      absent: [{ id: 'acme.late', state: 'unsupported' }],
    });
  });

  test('is the order in which a call runs them', async () => {
    // Each one notes that it was there in a digit of the total.
    const places = {
      'acme.p1': { priority: 1 },
      'acme.p2': { order: 'first' },
      'acme.p3': { after: ['acme.p1'], priority: 9 },
      'acme.p4': { order: 'last' },
      'acme.p5': { before: ['acme.p1'] },
      'acme.p6': {},
    };
    const plugins = Object.entries(places).map(([id, place]) => {
      const handler = `({ order }) => ({ total: order.total * 10 + ${id.at(-1)} })`;
      return pluginFiles(
        id,
        { hooks: { before_order: place } },
        `export default { hooks: { before_order: ${handler} } };`,
      );
    });
    const cwd = await createProject(Object.assign({ ...HOST_FILES }, ...plugins) as Readonly<Record<string, string>>);
    const plan = await runCliJson(['hooks', 'plan', 'before_order'], { cwd });
    const run = await runCliJson(['run', 'before_order', '--args', '{"order":{"total":0}}'], { cwd });
    const planned = (plan.document.result as { plan: { plugin: string }[] }).plan.map(({ plugin }) => plugin.at(-1));
    expect(planned.toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(run.document.result).toMatchObject({ value: { total: Number(planned.join('')) } });
  });
});

describe('hookline hooks docs', () => {
  test('writes a reference, and says when it is out of date', async () => {
    const cwd = await createProject(HOST_FILES);
    const check = (): Promise<{ exitCode: number | null }> =>
      runCli(['hooks', 'docs', '--out', 'docs/hooks.md', '--check'], { cwd });
    expect((await check()).exitCode).toBe(1);
    await runCli(['hooks', 'docs', '--out', 'docs/hooks.md'], { cwd });
    expect((await check()).exitCode).toBe(0);
    const page = await readFile(join(cwd, 'docs/hooks.md'), 'utf8');
    expect(page).toContain('# The hooks of shop');
    expect(page).toContain('| `order` (threaded) | `{ total: number }` |');

    const changed = HOST_FILES['hookspecs.js'].replace('total: z.number() })', 'total: z.number(), tax: z.number() })');
    await writeFile(join(cwd, 'hookspecs.js'), changed);
    expect((await check()).exitCode).toBe(1);
  });

  test('refuses to check without a file', async () => {
    const cwd = await createProject(HOST_FILES);
    expect(await runCliJson(['hooks', 'docs', '--check'], { cwd })).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'COMMAND_MISUSED', message: '"--check" needs a file to compare with.' } },
    });
  });
});
