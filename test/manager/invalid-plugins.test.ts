import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../examples/temporary-folder.ts';
import { createHost, type TestHost } from './host.ts';

const TWO_FAULTS = `{
  "id": "acme.bad",
  "version": "1.0.0",
  "api": "*",
  "entry": "./index.mjs",
  "hooks": { "gret": {} },
  "activation": "never"
}`;

/** A started host with plugins that are nothing but a manifest, by folder. */
async function startWith(manifests: Readonly<Record<string, string>>): Promise<TestHost> {
  const host = await createHost({ 'acme.good': {} });
  for (const [name, text] of Object.entries(manifests)) {
    await writeFiles(host.folder, { [`plugins/${name}/plugin.json`]: text, [`plugins/${name}/index.mjs`]: '' });
  }
  await host.manager.start();
  return host;
}

async function printed(host: TestHost): Promise<string> {
  const lines = String(await host.manager.start()).split('\n');
  return lines.slice(3).join('\n').replaceAll(host.folder, '<host>');
}

describe('an invalid plugin', () => {
  test('says in its reason where the first problem is', async () => {
    const { manager, folder } = await startWith({ 'acme.bad': TWO_FAULTS, 'acme.json': '{\n  "id": }' });
    const file = join(folder, 'plugins/acme.bad/plugin.json');
    const [bad, json] = manager.list({ state: 'invalid' });
    expect([bad?.code, bad?.reason, bad?.remedy]).toEqual([
      'MANIFEST_API_MISSING',
      `${file}:4:10: The range "*" allows every version of the plugin API. (and 1 more)`,
      'Give the range of API versions that the plugin was tested with, such as "^1.0".',
    ]);
    expect(json?.reason).toContain(`${join(folder, 'plugins/acme.json/plugin.json')}:2:9: `);
  });

  test('is explained with all its problems, each with its place', async () => {
    const { manager, folder } = await startWith({ 'acme.bad': TWO_FAULTS });
    expect(String(manager.explain('acme.bad')).replaceAll(folder, '<host>')).toMatchInlineSnapshot(`
      ""acme.bad" is invalid: <host>/plugins/acme.bad/plugin.json:4:10: The range "*" allows every version of the plugin API. (and 1 more).
        <host>/plugins/acme.bad/plugin.json:7:17: "activation" must be "lazy" or "startup" or "background", not the string "never".
        found in "<host>/plugins/acme.bad", source directory(<host>/plugins)
      Smallest change that would help:
        Give the range of API versions that the plugin was tested with, such as "^1.0".
        Give the value that the message describes; the reference of manifests lists all keys."
    `);
  });

  test('stands in the boot report with all its problems; one without an id is shown by its path', async () => {
    const host = await startWith({ 'acme.bad': TWO_FAULTS, nameless: '{ "version": "1" }' });
    expect(await printed(host)).toMatchInlineSnapshot(`
      "└─ directory(<host>/plugins)
         ├─ acme.bad         invalid
         │    <host>/plugins/acme.bad/plugin.json:4:10: The range "*" allows every version of the plugin API.
         │    → Give the range of API versions that the plugin was tested with, such as "^1.0".
         │    <host>/plugins/acme.bad/plugin.json:7:17: "activation" must be "lazy" or "startup" or "background", not the string "never".
         │    → Give the value that the message describes; the reference of manifests lists all keys.
         ├─ acme.good 1.0.0  ready  activated on first use
         └─ <host>/plugins/nameless  invalid
              <host>/plugins/nameless/plugin.json:1:1: The key "id" is missing: it must be a string.
              → Give the value that the message describes; the reference of manifests lists all keys.
              <host>/plugins/nameless/plugin.json:1:1: The key "api" is missing: it must say which versions of the plugin API the plugin supports.
              → Give the range of API versions that the plugin was tested with, such as "^1.0".
              <host>/plugins/nameless/plugin.json:1:1: The key "entry" is missing: it must be a string.
              → Give the value that the message describes; the reference of manifests lists all keys.
              <host>/plugins/nameless/plugin.json:1:14: The version "1" is not a semantic version.
              → Write "1.0.0"."
    `);
  });

  test('is told with ten problems in the boot report, however many it has', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`wrong${index}`, 1]));
    const manifest = { id: 'acme.bad', version: '1.0.0', api: '^1.0', entry: './index.mjs', ...wrong };
    const host = await startWith({ 'acme.bad': JSON.stringify(manifest, undefined, 1) });
    const report = await printed(host);
    expect([report.match(/plugin\.json:\d+:\d+: /g)?.length, report.match(/\.\.\. and \d+ more/g)]).toEqual([
      10,
      ['... and 3 more'],
    ]);
  });
});
