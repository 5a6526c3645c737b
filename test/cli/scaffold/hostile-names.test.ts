import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from '@babel/parser';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hook } from '../../../src/hooks/hookspec.ts';
import { defineHookspecs } from '../../../src/hooks/define-hookspecs.ts';
import { toPlan } from '../../../src/cli/create/to-plan.ts';
import type { CreateScene } from '../../../src/cli/create/create-scene.ts';
import { toHookFacts } from '../../../src/cli/scaffold/hook-facts.ts';
import type { PluginPlan } from '../../../src/cli/scaffold/plugin-plan.ts';
import { renderPlugin } from '../../../src/cli/scaffold/render-plugin.ts';
import { renderTemplate } from '../../../src/cli/scaffold/render-template.ts';
import { writeFolder } from '../../../src/cli/scaffold/write-folder.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';

const HOSTILE = defineHookspecs({
  constructor: hook.waterfall({ args: { class: z.string() }, thread: 'class' }),
  'a"b\'c`${d}\\*/': hook.collect({
    summary: 'Ends the comment **// */ and more */',
    args: { 'x*/y': z.string(), await: z.number() },
    returns: z.string(),
  }),
  'wörk/漢字': hook.waterfall({ args: { 'a-b': z.object({ 'it\'s "`${': z.string() }) }, thread: 'a-b' }),
  none: hook.series({ summary: 'Line one.\u2028*/ line two' }),
});

function planOf(answers: Partial<Parameters<typeof toPlan>[0]> = {}): PluginPlan {
  const scene: CreateScene = {
    host: { name: 'host */ "x"', api: '1.0.0', hooks: toHookFacts(HOSTILE), hookspecs: undefined },
    types: [],
    templates: [],
    plugins: [],
    pluginsFolder: undefined,
  };
  const given = { id: 'acme.one', hooks: Object.keys(HOSTILE), ...answers };
  return toPlan(given, scene, { cwd: join('/', 'somewhere'), year: 2026 });
}

describe('hooks with hostile names', () => {
  test.each(['js', 'ts'] as const)('give files in %s that can be parsed', (language) => {
    const files = renderPlugin(planOf({ language, name: 'It\'s "*/ `${x}\nnew', description: '*/' }));
    const sources = Object.entries(files).filter(([path]) => path.endsWith(`.${language}`));
    expect(sources.length).toBe(3);
    for (const [, text] of sources) {
      const plugins = language === 'ts' ? (['typescript'] as const) : [];
      expect(() => parse(String(text), { sourceType: 'module', plugins: [...plugins] })).not.toThrow();
    }
    const hooks = (JSON.parse(String(files['plugin.json'])) as { readonly hooks: object }).hooks;
    expect(Object.keys(hooks)).toEqual(Object.keys(HOSTILE));
  });
});

test.each([
  ['acme.con', 'acme.con'],
  ['acme.lpt1', 'acme.lpt1'],
  ['acme.console', 'console'],
])('the folder of %s is %s, which every system can make', (id, folder) => {
  expect(basename(planOf({ id }).folder)).toBe(folder);
});

test('texts of the answers lead nowhere else in the paths of a template', () => {
  const plan = planOf({ name: '../../up', author: '..' });
  expect(Object.keys(renderTemplate({ '{{name}}.md': '', '{{author}}/x.md': '', 'a/{{ id }}.md': '' }, plan))).toEqual([
    '..-..-up.md',
    '-/x.md',
    'a/acme.one.md',
  ]);
});

test('two that make one folder at the same time do not mix: one of them is told', async () => {
  const folder = join(await createTemporaryFolder({}), 'plugins', 'one');
  const make = (text: string): Promise<void> => writeFolder(folder, { 'a.txt': text, 'b/c.txt': text });
  const results = await Promise.allSettled([make('1'), make('2'), make('3')]);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(refused.map((error) => (error as { readonly code: string }).code)).toEqual(['FOLDER_EXISTS', 'FOLDER_EXISTS']);
  expect(readFileSync(join(folder, 'a.txt'))).toEqual(readFileSync(join(folder, 'b/c.txt')));
});

test('where something fails, nothing is left', async () => {
  const root = await createTemporaryFolder({});
  const target = join(root, 'x', 'one');
  mkdirSync(join(root, 'x'));
  writeFileSync(join(root, 'x', 'kept'), '');
  await expect(writeFolder(target, { a: '', 'a/b': '' })).rejects.toMatchObject({ code: 'FOLDER_UNWRITABLE' });
  expect([existsSync(target), existsSync(join(root, 'x', 'kept'))]).toEqual([false, true]);
});
