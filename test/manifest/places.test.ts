import { expect, test } from 'vitest';
import { badFixtures, listProblems } from './corpus.ts';

/** Where a fixture has its problems: `path line:column`. */
function placesOf(name: string): readonly string[] {
  const fixture = badFixtures.find((each) => each.name === name)!;
  return listProblems(fixture).map(({ path, line, column }) => `${path} ${line}:${column}`);
}

test.each([
  ['MANIFEST_SYNTAX/comma-missing.json', ' 3:3'],
  ['MANIFEST_SYNTAX/comma-behind-last.json', ' 4:1'],
  ['MANIFEST_SYNTAX/brace-unclosed.json', ' 5:1'],
  ['MANIFEST_SYNTAX/comma-behind-last.package.json', ' 3:38'],
  ['MANIFEST_SYNTAX/head-open.md', ' 1:1'],
  ['MANIFEST_SYNTAX/alias.md', 'name 4:7'],
  ['MANIFEST_SYNTAX/tag.md', ' 2:5'],
  ['MANIFEST_KEY_DUPLICATE/top.json', 'version 6:3'],
  ['MANIFEST_KEY_DUPLICATE/hook.json', 'hooks.render 6:28'],
  ['MANIFEST_KEY_DUPLICATE/in-list.json', 'hooks.render[0].id 6:38'],
  ['MANIFEST_KEY_DUPLICATE/the-key-itself.package.json', 'hookline 4:3'],
  ['MANIFEST_KEY_DUPLICATE/flow.md', 'hooks.render 6:22'],
  ['MANIFEST_KEY_FORBIDDEN/proto-hooks.json', 'hooks.__proto__ 6:14'],
  ['MANIFEST_KEY_FORBIDDEN/proto.md', '__proto__ 6:1'],
  ['MANIFEST_KEY_UNKNOWN/hook-option.json', 'hooks.render.prioritty 8:7'],
  ['MANIFEST_KEY_UNKNOWN/hook-list-option.json', 'hooks.render[1].handler 10:9'],
  ['MANIFEST_KEY_UNKNOWN/misspelt.package.json', 'hookline.hoks 9:5'],
  ['MANIFEST_KEY_UNKNOWN/misspelt.md', 'activaton 6:1'],
  ['MANIFEST_VERSION_INVALID/outside.package.json', 'version 3:14'],
  ['MANIFEST_VERSION_INVALID/unquoted.md', 'version 3:10'],
  ['MANIFEST_API_MISSING/absent.json', 'api 1:1'],
  ['MANIFEST_API_MISSING/absent.package.json', 'hookline.api 5:15'],
  ['MANIFEST_API_MISSING/absent.md', 'api 2:1'],
  ['MANIFEST_RANGE_INVALID/dependency.json', 'dependencies.plugins["acme.store"] 8:21'],
  ['MANIFEST_RANGE_INVALID/node-outside.package.json', 'engines.node 6:13'],
  ['MANIFEST_CONFIG_SCHEMA_INVALID/type-unknown.json', 'config.schema.properties.page.type 11:19'],
  ['MANIFEST_CONFIG_SCHEMA_INVALID/pattern-properties.json', 'config.schema.patternProperties["["] 10:9'],
  ['ENTRY_NOT_RELATIVE/exports.package.json', 'exports["."] 5:10'],
  ['ENTRY_OUTSIDE/main.package.json', 'main 4:11'],
  ['MANIFEST_ID_INVALID/dependency.json', 'dependencies.plugins.store 8:7'],
  ['MANIFEST_HOOK_UNKNOWN/misspelt.json', 'hooks.after_page_rendr 7:5'],
  ['MANIFEST_HOOK_UNKNOWN/misspelt.package.json', 'hookline.hooks.resolv_page 10:7'],
  ['MANIFEST_ID_RESERVED/host.md', 'id 2:5'],
  ['MANIFEST_INVALID/hook-same-id-twice.json', 'hooks.render[1].id 12:15'],
  ['MANIFEST_INVALID/hook-filter-test-unknown.json', 'hooks.render.filter["page.url"] 9:21'],
  ['MANIFEST_INVALID/hooks-nothing.md', 'hooks.render 7:10'],
])('%s: %s', (name, place) => {
  expect(placesOf(name)).toEqual([place]);
});
