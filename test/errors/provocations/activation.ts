import type { LimitOptions } from 'hookline';
import { expect } from 'vitest';
import { createHost, type WrittenPlugin } from '../../manager/host.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

/** What the plugin "acme.one" fails with when it is started, used and stopped. */
function failing(plugin: WrittenPlugin, limits: LimitOptions = {}): Provoke {
  return async () => {
    const { manager, greet, payloads } = await createHost({ 'acme.one': plugin }, { limits });
    await manager.start();
    await greet();
    await manager.stop();
    return payloads('plugin:error')[0]?.error;
  };
}

async function refuseConfig(): Promise<unknown> {
  const code = `{ hooks: { greet: () => 'hi' }, onConfigChange() { throw new Error('no such server'); } }`;
  const manifest = { config: { schema: { type: 'object', properties: { server: { type: 'string' } } } } };
  const { manager, greet, payloads } = await createHost({ 'acme.one': { code, manifest } });
  await manager.start();
  await greet();
  await manager.configure('acme.one', { server: 'a' });
  return payloads('plugin:error')[0]?.error;
}

async function importOther(): Promise<unknown> {
  const code = `import '../acme.two/index.mjs'; export default { ${GREETS} };`;
  const { manager, greet, payloads } = await createHost({ 'acme.one': { code }, 'acme.two': {} });
  await manager.start();
  await greet();
  return payloads('plugin:error')[0]?.error;
}

const GREETS = `hooks: { greet: () => 'hi' }`;

/** How to make Hookline give each of the errors of the group "activation". */
export const activationProvocations: Record<CodeOf<'activation'>, Provoke> = {
  ACTIVATE_FAILED: failing({ code: `{ activate() { throw new Error('no database'); }, ${GREETS} }` }),
  ACTIVATE_TIMEOUT: failing({ code: `{ activate: () => new Promise(() => {}), ${GREETS} }` }, { activateMs: 50 }),
  CONFIG_REFUSED: refuseConfig,
  DEACTIVATE_FAILED: failing({ code: `{ deactivate() { throw new Error('still busy'); }, ${GREETS} }` }),
  DEACTIVATE_TIMEOUT: failing({ code: `{ deactivate: () => new Promise(() => {}), ${GREETS} }` }, { deactivateMs: 50 }),
  ENTRY_DEPENDENCY_MISSING: failing({ code: `import 'absent-package'; export default { ${GREETS} };` }),
  ENTRY_EXPORT_INVALID: failing({ code: 'export default class Plugin {}' }),
  ENTRY_IMPORT_FAILED: failing({ code: `throw new Error('no licence'); export default {};` }),
  ENTRY_IMPORT_TIMEOUT: failing(
    { code: `await new Promise(() => {}); export default { ${GREETS} };` },
    { importMs: 50 },
  ),
  ENTRY_IMPORTS_PLUGIN: importOther,
  PLUGIN_COMMANDS_MISMATCH: failing({
    code: `{ ${GREETS}, commands: { tidi() {} } }`,
    manifest: { contributes: { cli: [{ name: 'tidy', summary: 'Tidies up.' }] } },
  }),
  PLUGIN_CONTRIBUTIONS_MISMATCH: failing({
    code: `{ ${GREETS} }`,
    manifest: { contributes: { hooks: ['after_greet'] } },
  }),
  PLUGIN_HOOKIMPL_MISMATCH: failing({ code: `{ hooks: { greet: { priority: 5, handler: () => 'hi' } } }` }),
  PLUGIN_HOOKS_MISMATCH: failing({ code: `{ hooks: { after_save: () => {} } }` }),
  PLUGIN_SERVICES_MISMATCH: failing({ code: `{ ${GREETS} }`, manifest: { provides: { 'acme.greeter': '1.0.0' } } }),
};

const MENDED = 'Look at the cause and mend the plugin.';

/** What each of them says. */
export const activationMessages: Record<CodeOf<'activation'>, Message> = {
  ACTIVATE_FAILED: { message: 'In the plugin "acme.one" 1.0.0, activate failed: no database', hint: MENDED },
  ACTIVATE_TIMEOUT: {
    message: 'In the plugin "acme.one" 1.0.0, activate did not settle within 50 ms.',
    hint: 'Do long work later, or raise limits.startMs in the manifest.',
  },
  CONFIG_REFUSED: {
    message: 'The plugin "acme.one" did not take its new configuration, and is started anew: no such server',
    hint: 'Look at the cause and mend onConfigChange of the plugin.',
  },
  DEACTIVATE_FAILED: {
    message: 'In the plugin "acme.one" 1.0.0, deactivate failed: still busy',
    hint: 'Look at the cause; everything else of the plugin was disposed of.',
  },
  DEACTIVATE_TIMEOUT: {
    message: 'In the plugin "acme.one" 1.0.0, deactivate did not settle within 50 ms.',
    hint: 'Make the plugin end sooner; it was let go of.',
  },
  ENTRY_DEPENDENCY_MISSING: {
    message: 'The entry of the plugin "acme.one" 1.0.0 imports the package "absent-package", which is not there.',
    hint: expect.stringMatching(/^Run "npm install absent-package" in ".*acme\.one"\.$/) as string,
  },
  ENTRY_EXPORT_INVALID: {
    message:
      'The default export of the plugin "acme.one" 1.0.0 is not a plugin: it is the function "Plugin", not a plain object.',
    hint: 'Write "export default definePlugin({ ... })".',
  },
  ENTRY_IMPORT_FAILED: {
    message: 'The entry of the plugin "acme.one" 1.0.0 failed while it was imported: no licence',
    hint: MENDED,
  },
  ENTRY_IMPORT_TIMEOUT: {
    message: 'The entry of the plugin "acme.one" 1.0.0 did not finish importing within 50 ms.',
    hint: 'Remove what the module waits for at its top level, or raise limits.startMs in the manifest.',
  },
  ENTRY_IMPORTS_PLUGIN: {
    message:
      /^The plugin "acme\.one" imports a file of the plugin "acme\.two": ".*acme\.one.index\.mjs" imports ".*acme\.two.index\.mjs"\.$/,
    hint: 'Use a service or a hook of the other plugin, or put what both need into a package.',
  },
  PLUGIN_COMMANDS_MISMATCH: {
    message: 'The commands of the plugin "acme.one" 1.0.0 differ: the manifest names "tidy", the code brings "tidi".',
    hint: 'Name the same commands in both.',
  },
  PLUGIN_CONTRIBUTIONS_MISMATCH: {
    message:
      'The hookspecs of the plugin "acme.one" 1.0.0 differ: the manifest names "after_greet", the code brings none.',
    hint: 'Name the same hooks in both.',
  },
  PLUGIN_HOOKIMPL_MISMATCH: {
    message:
      'The code of the plugin "acme.one" 1.0.0 does not go with its manifest: hook "greet": "priority" is 5 in the code and not set in the manifest.',
    hint: 'Mend what the message names: options belong into the manifest only, handlers into the code.',
  },
  PLUGIN_HOOKS_MISMATCH: {
    message:
      'The hooks of the plugin "acme.one" 1.0.0 differ: the code implements "after_save", which the manifest does not name; the manifest names "greet", which the code does not implement. In the manifest: "greet". In the code: "after_save".',
    hint: 'Name the same hooks in both.',
  },
  PLUGIN_SERVICES_MISMATCH: {
    message:
      'The services of the plugin "acme.one" 1.0.0 differ: the manifest names "acme.greeter", the code brings none.',
    hint: 'Name the same services in both.',
  },
};
