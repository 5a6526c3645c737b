import { definePluginType } from 'hookline';
import { hostProblems } from '../../../src/manifest/host-problems.ts';
import { parseManifest } from '../../../src/manifest/parse-manifest.ts';
import { toHooklineError } from '../../../src/manifest/problem-error.ts';
import { createHost } from '../../manager/host.ts';
import { manifestFileMessages, manifestFileProvocations } from './manifest-files.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

const GOOD = { id: 'acme.one', version: '1.0.0', api: '^1.0', entry: './index.js', hooks: {} };
const FILE = { file: '/plugins/one/plugin.json', format: 'json' } as const;

/** The first problem of a manifest in which something differs from a good one, as an error. */
function parsing(different: object): Provoke {
  return parsingText(JSON.stringify({ ...GOOD, ...different }));
}

function parsingText(text: string): Provoke {
  return () => toHooklineError(parseManifest(text, FILE).problems[0]!);
}

/** The first problem that the host has with a manifest that is good by itself. */
function hosting(different: object): Provoke {
  return () => {
    const { manifest } = parseManifest(JSON.stringify({ ...GOOD, ...different }), FILE);
    const host = { hookNames: new Set(['greet']), reservedPrefixes: new Set(['hookline']) };
    return toHooklineError(hostProblems(manifest!, host)[0]!);
  };
}

/** The problem of a host that knows one type with a manifest of some type. */
function typing(type: string): Provoke {
  return async () => {
    const filter = definePluginType({ name: 'filter', summary: 'Changes texts.', hooks: ['shout'] });
    const { manager } = await createHost({ 'acme.one': { manifest: { type } } }, { pluginTypes: [filter] });
    await manager.rescan();
    return toHooklineError({ ...manager.get('acme.one')!.problems[0]!, file: '/plugins/one/plugin.json' });
  };
}

/** How to make Hookline give each of the errors of the group "manifests". */
export const manifestsProvocations: Record<CodeOf<'manifests'>, Provoke> = {
  ...manifestFileProvocations,
  ENTRY_KIND_UNKNOWN: parsing({ entry: './index.txt' }),
  ENTRY_NOT_RELATIVE: parsing({ entry: '/index.js' }),
  ENTRY_OUTSIDE: parsing({ entry: '../index.js' }),
  MANIFEST_API_MISSING: parsing({ api: '*' }),
  MANIFEST_CONFIG_SCHEMA_INVALID: parsing({ config: { schema: { type: 'string' } } }),
  MANIFEST_HOOK_UNKNOWN: hosting({ hooks: { gret: {} } }),
  MANIFEST_ID_INVALID: parsing({ id: 'one' }),
  MANIFEST_ID_RESERVED: hosting({ id: 'hookline.one' }),
  MANIFEST_INVALID: parsing({ name: 1 }),
  MANIFEST_KEY_DUPLICATE: parsingText(
    '{"id":"acme.one","id":"acme.one","version":"1.0.0","api":"^1.0","entry":"./index.js"}',
  ),
  MANIFEST_KEY_FORBIDDEN: parsingText(
    '{"id":"acme.one","__proto__":{},"version":"1.0.0","api":"^1.0","entry":"./index.js"}',
  ),
  MANIFEST_KEY_UNKNOWN: parsing({ entri: './index.js' }),
  MANIFEST_PIN_EXACT: parsing({ dependencies: { plugins: { 'acme.two': '1.2.3' } } }),
  MANIFEST_RANGE_INVALID: parsing({ api: 'one' }),
  MANIFEST_RANGE_TOO_COMPLEX: parsing({ api: Array.from({ length: 40 }, () => '^1').join(' || ') }),
  MANIFEST_SYNTAX: parsingText('{'),
  MANIFEST_VERSION_INVALID: parsing({ version: '1' }),
  PLUGIN_TYPE_MISMATCH: typing('filter'),
  PLUGIN_TYPE_UNKNOWN: typing('fliter'),
};

/** What each of them says. */
export const manifestsMessages: Record<CodeOf<'manifests'>, Message> = {
  ...manifestFileMessages,
  ENTRY_KIND_UNKNOWN: {
    message:
      '/plugins/one/plugin.json:1:57: The entry "./index.txt" is not a JavaScript module: its name ends in none of .js, .mjs, .cjs, .ts, .mts, .cts.',
    hint: 'Name a file that ends in .js, .mjs or .cjs: published plugins ship JavaScript. TypeScript is for development.',
  },
  ENTRY_NOT_RELATIVE: {
    message: '/plugins/one/plugin.json:1:57: The entry "/index.js" is an absolute path.',
    hint: 'Write a path relative to the folder of the manifest, such as "./index.js".',
  },
  ENTRY_OUTSIDE: {
    message: '/plugins/one/plugin.json:1:57: The entry "../index.js" leads out of the folder of the plugin.',
    hint: 'Put the entry file inside the folder of the plugin.',
  },
  MANIFEST_API_MISSING: {
    message: '/plugins/one/plugin.json:1:42: The range "*" allows every version of the plugin API.',
    hint: 'Give the range of API versions that the plugin was tested with, such as "^1.0".',
  },
  MANIFEST_CONFIG_SCHEMA_INVALID: {
    message: '/plugins/one/plugin.json:1:108: "config.schema.type" must be "object", not the string "string".',
    hint: 'Mend the schema: it must be a JSON Schema with type "object".',
  },
  MANIFEST_HOOK_UNKNOWN: {
    message: 'There is no hook "gret" (did you mean "greet"?).',
    hint: 'Use a hook of the host, or mark the hook as optional.',
  },
  MANIFEST_ID_INVALID: {
    message: '/plugins/one/plugin.json:1:7: The id "one" has no publisher: an id is "publisher.name".',
    hint: 'Use lower-case letters, digits and hyphens around one dot, such as "acme.analytics".',
  },
  MANIFEST_ID_RESERVED: {
    message: 'The id "hookline.one" begins with "hookline.", which is reserved.',
    hint: 'Use your own publisher name in front of the dot.',
  },
  MANIFEST_INVALID: {
    message: '/plugins/one/plugin.json:1:88: "name" must be a string, not the number 1.',
    hint: 'Write it in double quotes: "1".',
  },
  MANIFEST_KEY_DUPLICATE: {
    message: '/plugins/one/plugin.json:1:18: The key "id" stands twice in one object.',
    hint: 'Remove one of the two: readers would see only the last.',
  },
  MANIFEST_KEY_FORBIDDEN: {
    message: '/plugins/one/plugin.json:1:18: The key "__proto__" is forbidden.',
    hint: 'Remove the key.',
  },
  MANIFEST_KEY_UNKNOWN: {
    message: '/plugins/one/plugin.json:1:81: There is no key "entri" in a manifest (did you mean "entry"?).',
    hint: 'Use the key that the message suggests, or remove it.',
  },
  MANIFEST_PIN_EXACT: {
    message:
      '/plugins/one/plugin.json:1:119: The dependency on "acme.two" allows only the version 1.2.3, so the plugin cannot be combined with one that needs a later one.',
    hint: 'Write "^1.2.3".',
  },
  MANIFEST_RANGE_INVALID: {
    message: '/plugins/one/plugin.json:1:42: The version range "one" cannot be parsed.',
    hint: 'Write a semver range, such as "^1.2" or ">=2 <4".',
  },
  MANIFEST_RANGE_TOO_COMPLEX: {
    message:
      '/plugins/one/plugin.json:1:42: The version range "^1 || ^1 || ^1 || ^1 || ^1 || ^1 || ^1 || ^1 || ^1 || ^1 || …" has more than 256 characters or 16 comparisons.',
    hint: 'Shorten the range: one or two comparisons are enough.',
  },
  MANIFEST_SYNTAX: {
    message:
      '/plugins/one/plugin.json:1:2: The manifest is not valid JSON: a key in double quotes or "}" is expected, but the text ends.',
    hint: 'Mend the syntax at the place that the message names.',
  },
  MANIFEST_VERSION_INVALID: {
    message: '/plugins/one/plugin.json:1:28: The version "1" is not a semantic version.',
    hint: 'Write "1.0.0".',
  },
  PLUGIN_TYPE_MISMATCH: {
    message: '/plugins/one/plugin.json:1:99: A plugin of the type "filter" has to implement "shout".',
    hint: 'Implement it and name it under "hooks", or change "type".',
  },
  PLUGIN_TYPE_UNKNOWN: {
    message: '/plugins/one/plugin.json:1:99: There is no plugin type "fliter" (did you mean "filter"?).',
    hint: 'Use one of "filter", or leave "type" out.',
  },
};
