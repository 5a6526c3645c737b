import {
  builtin,
  createPluginManager,
  definePluginType,
  defineHookspecs,
  describePluginType,
  hook,
  scaffoldType,
  type PluginType,
} from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHost } from './host.ts';
import { plain } from './importing-plugin.ts';

/** The one definition. */
const filter = definePluginType({
  name: 'filter',
  summary: 'Changes texts.',
  hooks: ['shout'],
  optionalHooks: ['after_save'],
  config: {
    type: 'object',
    properties: {
      strength: { type: 'number', default: 1, description: 'How much | of it.' },
      words: { type: 'array' },
    },
    required: ['words'],
  },
  contributes: { cli: [{ name: 'try', summary: 'Tries the filter.' }] },
  permissions: [{ name: 'env', names: ['TZ'] }],
});

const RIGHT = {
  manifest: { type: 'filter', hooks: { shout: {} }, contributes: { cli: [plain('try')] } },
  code: `{ hooks: { shout: ({ text }, { config }) => text + config.strength }, commands: { try() {} } }`,
};

describe('a type is one definition, and gives', () => {
  test('a scaffold', () => {
    const scaffold = scaffoldType(filter);
    expect(scaffold).toEqual({
      type: 'filter',
      summary: 'Changes texts.',
      hooks: ['shout'],
      optionalHooks: ['after_save'],
      commands: ['try'],
      manifest: {
        type: 'filter',
        hooks: { shout: {} },
        contributes: { cli: [{ name: 'try', summary: 'Tries the filter.' }] },
        permissions: [{ name: 'env', names: ['TZ'] }],
      },
      config: filter.config,
      template: undefined,
    });
  });

  test('a scaffold that is a plugin of the type', async () => {
    const { manifest } = scaffoldType(filter);
    const plugin = { manifest, code: `{ hooks: { shout: () => undefined }, commands: { try() {} } }` };
    const options = { pluginTypes: [filter], config: { 'acme.one': { words: [] } } };
    const { manager } = await createHost({ 'acme.one': plugin }, options);
    await manager.start();
    expect(await manager.check('acme.one')).toMatchObject({ status: 'pass' });
  });

  test('validation', async () => {
    const { manager } = await createHost(
      {
        'acme.right': RIGHT,
        'acme.hook': { ...RIGHT, manifest: { ...RIGHT.manifest, hooks: { greet: {} } } },
        'acme.command': { ...RIGHT, manifest: { ...RIGHT.manifest, contributes: {} } },
        'acme.spelt': { ...RIGHT, manifest: { ...RIGHT.manifest, type: 'fliter' } },
        'acme.none': {},
      },
      { pluginTypes: [filter], config: { 'acme.right': { words: [] } } },
    );
    const { plugins } = await manager.start();
    expect(plugins.map(({ id, state, code, problems }) => [id, state, code, problems[0]?.message])).toEqual([
      ['acme.command', 'invalid', 'PLUGIN_TYPE_MISMATCH', 'A plugin of the type "filter" has to contribute commands.'],
      ['acme.hook', 'invalid', 'PLUGIN_TYPE_MISMATCH', 'A plugin of the type "filter" has to implement "shout".'],
      ['acme.none', 'ready', undefined, undefined],
      ['acme.right', 'ready', undefined, undefined],
      ['acme.spelt', 'invalid', 'PLUGIN_TYPE_UNKNOWN', 'There is no plugin type "fliter" (did you mean "filter"?).'],
    ]);
    expect(manager.get('acme.hook')?.problems).toEqual([
      {
        code: 'PLUGIN_TYPE_MISMATCH',
        severity: 'error',
        message: 'A plugin of the type "filter" has to implement "shout".',
        hint: 'Implement it and name it under "hooks", or change "type".',
        file: expect.stringMatching(/acme\.hook.plugin\.json$/) as string,
        path: 'type',
        line: 1,
        column: expect.any(Number) as number,
      },
    ]);
  });

  test('settings, checked and with defaults', async () => {
    const own = { ...RIGHT.manifest, config: { schema: { type: 'object', properties: { strength: { default: 5 } } } } };
    const { manager } = await createHost(
      { 'acme.one': RIGHT, 'acme.two': { ...RIGHT, manifest: own }, 'acme.wordless': RIGHT },
      { pluginTypes: [filter], config: { 'acme.one': { words: [] }, 'acme.two': { words: [] } } },
    );
    await manager.start();
    expect(await manager.hooks.execute('shout', { text: '' })).toBe('15');
    expect(manager.get('acme.wordless')).toMatchObject({
      state: 'unconfigured',
      reason: expect.stringContaining('words') as string,
    });
  });

  test('documentation', () => {
    expect(describePluginType(filter)).toBe(`## Plugins of the type \`filter\`

Changes texts.

| hook | |
| --- | --- |
| \`shout\` | has to be implemented |
| \`after_save\` | can be implemented |

| setting | type | default | meaning |
| --- | --- | --- | --- |
| \`strength\` | number | \`1\` | How much \\| of it. |
| \`words\` | array | required |  |

It contributes commands.

It usually asks for the permissions \`env\`.

Its manifest has:

\`\`\`json
${JSON.stringify(scaffoldType(filter).manifest, null, 2)}
\`\`\`
`);
  });
});

describe('the types of a host', () => {
  test('say nothing of plugins without a type, and a host without types takes any', async () => {
    const untyped = { manifest: { type: 'anything' } };
    const { states, manager } = await createHost({ 'acme.one': untyped });
    await manager.start();
    expect(states()).toEqual({ 'acme.one': 'ready' });
  });

  test('are asked of plugins in code as well, and count hooks of an older API', async () => {
    const types = [definePluginType({ name: 'loud', summary: 'Shouts.', hooks: ['shout'] })];
    const hookspecs = defineHookspecs({ shout: hook.waterfall({ args: { text: z.string() }, thread: 'text' }) });
    const manifest = { version: '1.0.0', api: '^1.0', type: 'loud' };
    const manager = createPluginManager({
      host: { name: 'shop', api: '2.0.0', adapters: [{ api: '1.0.0', hooks: { yell: { hook: 'shout' } } }] },
      hookspecs,
      pluginTypes: types,
      sources: [
        builtin([
          { manifest: { ...manifest, id: 'acme.quiet' }, plugin: {} },
          { manifest: { ...manifest, id: 'acme.yelling', hooks: { yell: {} } }, plugin: { hooks: { yell() {} } } },
        ]),
      ],
    });
    await manager.rescan();
    expect(manager.list().map(({ state, code }) => [state, code])).toEqual([
      ['invalid', 'PLUGIN_TYPE_MISMATCH'],
      ['ready', undefined],
    ]);
  });

  test('may look at more of a manifest, and be wrong', async () => {
    const strict = definePluginType({
      name: 'strict',
      summary: 'Has a licence.',
      check: ({ license }) => (license === undefined ? ['it has no licence.', 'Shame.'] : undefined),
    });
    const broken = definePluginType({
      name: 'broken',
      summary: 'Breaks.',
      check: () => {
        throw new Error('oh');
      },
    });
    const late = definePluginType({
      name: 'late',
      summary: 'Answers too late.',
      check: (() => Promise.reject(new Error('late'))) as unknown as () => string,
    });
    const { manager } = await createHost(
      {
        'acme.a': { manifest: { type: 'broken' } },
        'acme.b': { manifest: { type: 'strict' } },
        'acme.c': { manifest: { type: 'strict', license: 'MIT' } },
        'acme.d': { manifest: { type: 'late' } },
      },
      { pluginTypes: [strict, broken, late] },
    );
    await manager.start();
    expect(manager.list().map(({ problems }) => problems.map(({ message }) => message))).toEqual([
      ['The check of the type "broken" failed: oh'],
      ['It is no plugin of the type "strict": it has no licence.', 'It is no plugin of the type "strict": Shame.'],
      [],
      ['The check of the type "late" failed: it gave an object of class Promise, not sentences'],
    ]);
  });

  test('must be known hooks and different names', async () => {
    const types = [
      { name: 'a', summary: 'A.', hooks: ['shuot', 'acme.store/after_save'] },
      { name: 'b', summary: 'B.' },
    ];
    await expect(createHost({}, { pluginTypes: types })).rejects.toMatchObject({
      code: 'MANAGER_OPTIONS_INVALID',
      message:
        'The options of createPluginManager are not valid: pluginTypes: the type "a" names the hook "shuot", which does not exist (did you mean "shout"?).',
    });
    await expect(createHost({}, { pluginTypes: [types[1]!, types[1]!, {} as PluginType] })).rejects.toMatchObject({
      code: 'MANAGER_OPTIONS_INVALID',
      data: {
        problems: [
          'pluginTypes[1]: there is a type "b" already',
          'pluginTypes[2]: "name" is missing',
          'pluginTypes[2]: "summary" is missing',
        ],
      },
    });
  });
});

test.each<[string, unknown, string]>([
  ['no object', 'x', 'The plugin type without a name is not valid: it must be an object, not the string "x".'],
  ['nothing', undefined, 'The plugin type without a name is not valid: it must be an object, not undefined.'],
  [
    'a bad name',
    { name: 'A b', summary: 'x' },
    'The plugin type "A b" is not valid: "name" must be lower-case letters, digits and hyphens, not the string "A b".',
  ],
  [
    'a hook twice',
    { name: 'a', summary: 'x', hooks: ['h'], optionalHooks: ['h'] },
    'The plugin type "a" is not valid: the hook the string "h" is required and optional at once.',
  ],
  [
    'an unknown contribution',
    { name: 'a', summary: 'x', contributes: { clis: [], cli: [] } },
    'The plugin type "a" is not valid: plugins contribute no "clis" (did you mean "cli"?); "contributes.cli" must be an array that is not empty, not an array of 0.',
  ],
  [
    'a schema that cannot be added',
    { name: 'a', summary: 'x', config: { type: 'string', allOf: [{}], properties: { b: 5 } } },
    'The plugin type "a" is not valid: "config.type" must be "object"; "config.allOf" cannot be added to the schema of a plugin; "config.properties.b" must be a schema: an object, true or false.',
  ],
])('a definition with %s is refused', (_what, given, message) => {
  expect(() => definePluginType(given as PluginType)).toThrow(
    expect.objectContaining({ code: 'PLUGIN_TYPE_INVALID', message }) as Error,
  );
});
