import { join } from 'node:path';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { runCliJson } from '../../cli/run-cli.ts';
import { loadSetup } from '../../../src/cli/setup/load-setup.ts';
import { typeScriptUnsupported } from '../../../src/cli/setup/load-typescript.ts';
import { createContext } from '../../../src/cli/create-context.ts';
import { createStyle } from '../../../src/cli/terminal/style.ts';
import { describeCommand } from '../../../src/cli/command.ts';
import { readTemplate } from '../../../src/cli/scaffold/read-template.ts';
import { assertAbsent } from '../../../src/cli/scaffold/write-folder.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

/** What a command says in its document, as an error. */
async function failing(args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const cwd = await createTemporaryFolder(files);
  return { data: {}, ...(await runCliJson(args, { cwd })).document.error };
}

/** What is wrong with the set-up in a folder. */
async function setUpIn(files: Readonly<Record<string, string>>): Promise<unknown> {
  const folder = await createTemporaryFolder(files);
  return loadSetup({}, folder).catch((thrown: unknown) => thrown);
}

async function askNobody(): Promise<unknown> {
  const description = describeCommand({ name: 'x', group: 'Hooks', summary: 'x', examples: [], result: '' });
  const { context } = createContext({
    request: { description, args: {}, options: {} },
    common: { json: true, verbose: false, yes: false },
    style: createStyle({ isTerminal: false, columns: undefined, env: {}, isPlain: true }),
    signal: new AbortController().signal,
  });
  return context.confirm('Remove "acme.one"?').catch((thrown: unknown) => thrown);
}

/** What is wrong with making a folder here. */
async function makeFolder(name: string): Promise<unknown> {
  const folder = await createTemporaryFolder({ 'plugins/hello/index.js': '' });
  return assertAbsent(join(folder, name)).catch((thrown: unknown) => thrown);
}

/** What is wrong with removing a plugin that the set-up of the host names. */
function uninstallConfigured(): Promise<unknown> {
  return failing(['uninstall', 'acme.one'], {
    'hookline.config.json': '{ "host": { "name": "site", "api": "1.0.0" }, "sources": [{ "list": ["./one"] }] }',
    'one/plugin.json': '{ "id": "acme.one", "version": "1.0.0", "api": "^1.0", "entry": "./index.js" }',
    'one/index.js': 'export default {};',
  });
}

/** How to make the command line give each of its errors. */
export const commandsProvocations: Record<CodeOf<'commands'>, Provoke> = {
  ARCHIVE_INVALID: () => failing(['install', './store.tgz', '--to', 'plugins'], { 'store.tgz': 'no archive' }),
  COMMAND_ENDED: () => failing(['list'], { 'hookline.config.mjs': 'process.exit(3);' }),
  COMMAND_MISUSED: () => failing(['lisst']),
  CONFIRMATION_NEEDED: askNobody,
  CONTRACT_INVALID: () => failing(['compat', '--host', 'site@1.0.0', '--against', 'api.json'], { 'api.json': '{' }),
  FILES_EXIST: () => failing(['init'], { 'host.mjs': '', 'hookline.config.json': '{}' }),
  FOLDER_EXISTS: () => makeFolder('plugins/hello'),
  FOLDER_UNWRITABLE: () => makeFolder(`plugins/${'x'.repeat(300)}`),
  HOST_CONFIG_INVALID: () => setUpIn({ 'hookline.config.mjs': 'export const host = 1;' }),
  HOST_CONFIG_MISSING: () => setUpIn({}),
  HOST_STATE_MISSING: () => failing(['stats', '--host', 'site@1.0.0']),
  INSTALL_REFUSED: () => failing(['install', './store', '--to', 'plugins'], { 'store/index.js': '' }),
  PACK_REFUSED: () => failing(['pack'], { 'plugin.json': '{ "id": "acme.one" }' }),
  PACKAGE_UNAVAILABLE: () => failing(['install', 'file:./nothing', '--to', 'plugins']),
  TEMPLATE_INVALID: async () => readTemplate(await createTemporaryFolder()).catch((thrown: unknown) => thrown),
  TYPESCRIPT_UNSUPPORTED: () => typeScriptUnsupported('hookline.config.ts', '20.19.0'),
  UNINSTALL_REFUSED: uninstallConfigured,
};

/** What each of them says. */
export const commandsMessages: Record<CodeOf<'commands'>, Message> = {
  ARCHIVE_INVALID: {
    message: /^".*store\.tgz" cannot be used: it is neither a \.tgz nor a \.zip\.$/,
    hint: 'Nothing was changed. Get the plugin again, or ask who made it for an archive of "hookline pack".',
  },
  COMMAND_ENDED: {
    message: 'The process of the command ended with the exit code 3 before it gave a result.',
    hint: 'Code of the host or of a plugin has ended it. Let the plugin run in a process of its own, with "runners" of the host.',
  },
  COMMAND_MISUSED: {
    message: 'Unknown command "lisst".',
    hint: 'Did you mean list? "hookline --help" says how it is used.',
  },
  CONFIRMATION_NEEDED: {
    message: 'Nobody is there to answer: Remove "acme.one"?',
    hint: 'Give "--yes" to say yes to it.',
  },
  CONTRACT_INVALID: {
    message: /^The contract .*api\.json cannot be used: it is not JSON$/,
    hint: 'Write into it what describeApi gives, as JSON.',
  },
  FILES_EXIST: {
    message: /^In .* there is already:\n- hookline\.config\.json\n- host\.mjs$/,
    hint: 'Nothing was written. Move these files away, or give another folder.',
  },
  FOLDER_EXISTS: {
    message: /^There is something at .*hello already\.$/,
    hint: 'Give another folder with "--folder", or another id.',
  },
  FOLDER_UNWRITABLE: {
    message: /^Nothing can be written to .*x: ENAMETOOLONG: name too long\.$/,
    hint: 'Mend the permissions of the folder, or choose another one.',
  },
  HOST_CONFIG_INVALID: {
    message: /^The configuration .*hookline\.config\.mjs cannot be used: it has no default export\.$/,
    hint: 'Let it export by default what createPluginManager takes, such as with defineConfig({ host, hookspecs, sources }).',
  },
  HOST_CONFIG_MISSING: {
    message: /^No set-up of a host was found in .* or in a folder above it\.$/,
    hint: 'Make one with "hookline init", name it with "--config", or give "--host name@api" and "--plugins folder". The file is hookline.config.ts, hookline.config.mts, hookline.config.mjs, hookline.config.js, hookline.config.json.',
  },
  HOST_STATE_MISSING: {
    message: 'The host has no state folder, so nothing lasts from run to run.',
    hint: 'Give "stateDir" in its configuration, or "--state-dir".',
  },
  INSTALL_REFUSED: {
    message: /^".\/store" was not installed:\n- .*has no manifest$/,
    hint: 'Nothing was changed. Ask who made the plugin for a version that fits this host.',
  },
  PACK_REFUSED: {
    message: /^The plugin "acme\.one" was not packed:\n- plugin\.json:1: /,
    hint: '"hookline validate" says more about each of them.',
  },
  PACKAGE_UNAVAILABLE: {
    message: /^The package "file:\.\/nothing" was not fetched: npm says: /,
    hint: 'Look at the name, the version and the registry. A folder or an archive is given by its path, such as "./store.tgz".',
  },
  TEMPLATE_INVALID: {
    message: /^The template .* cannot be used: it has no files\.$/,
    hint: 'Mend the template, or choose another one with "--template".',
  },
  TYPESCRIPT_UNSUPPORTED: {
    message: 'Node 20.19.0 cannot read TypeScript, as in hookline.config.ts.',
    hint: 'Use Node 22.18 or newer, install "@swc/wasm-typescript", or give the file in JavaScript.',
  },
  UNINSTALL_REFUSED: {
    message: /^The plugin "acme\.one" was not uninstalled: it lies in .*one, which is no folder of plugins\.$/,
    hint: 'Take it out of the set-up of the host, which names it.',
  },
};
