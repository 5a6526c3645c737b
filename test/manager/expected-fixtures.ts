import { join } from 'node:path';
import type { ErrorCode } from 'hookline';

/** A code and a message. `{id}`, `{plugin}`, `{Plugin}` and `{folder}` stand for those of the plugin. */
type Told = readonly [code: ErrorCode, message: string];

/** What becomes of a plugin of the corpus. */
export interface ExpectedFixture {
  /** What it answers to `greet({ name: 'x' })`, if it does. */
  readonly answer?: string;
  /** Why it cannot be activated. */
  readonly failure?: readonly [phase: 'import' | 'activate', ...Told];
  /** What helps against the failure, where the catalogue does not say it already. */
  readonly hint?: string;
  /** Why it cannot run though its own code is sound. */
  readonly unresolved?: Told;
  /** What goes wrong in each call. */
  readonly call?: Told;
  /** What goes wrong when it is stopped. */
  readonly end?: Told;
  /** What nobody handles while it is active: of which kind, and the message. */
  readonly late?: readonly [kind: 'An error' | 'A rejection', message: string];
  /** It keeps the event loop busy in each call. */
  readonly blocks?: true;
  /** How many lines it prints in each call. */
  readonly prints?: number;
}

/** By the name of its folder, what becomes of each plugin of the corpus. */
const EXPECTED: Readonly<Record<string, ExpectedFixture>> = {
  'blocks-loop': {
    answer: 'x from {id}',
    blocks: true,
  },
  'broken-promise': {
    call: ['HOOK_FAILED', 'The hookimpl of {plugin} for the hook "greet" failed: no outcome'],
  },
  commonjs: {
    answer: 'x from {id}',
  },
  'compiled-commonjs': {
    answer: 'x from {id}',
  },
  'contradicting-options': {
    failure: [
      'import',
      'PLUGIN_HOOKIMPL_MISMATCH',
      'The code of {plugin} does not go with its manifest: hook "greet": "priority" is 5 in the code and 10 in the manifest; hook "greet": "after" is "acme.healthy" in the code and not set in the manifest.',
    ],
  },
  'drops-promise': {
    answer: 'hello',
    late: ['A rejection', 'in a promise'],
  },
  'exports-by-name': {
    failure: ['import', 'ENTRY_EXPORT_INVALID', 'The entry of {plugin} has no default export: it exports "plugin".'],
  },
  'exports-class': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: it is the function "Plugin", not a plain object.',
    ],
  },
  'exports-endless-promise': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: it is a promise; export the plugin itself, and wait for things in "activate".',
    ],
  },
  'exports-function': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: it is the function "plugin", not a plain object.',
    ],
  },
  'exports-nothing': {
    failure: ['import', 'ENTRY_EXPORT_INVALID', 'The entry of {plugin} has no default export: it exports nothing.'],
  },
  'exports-null': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: it is null, not a plain object.',
    ],
  },
  'exports-promise': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: it is a promise; export the plugin itself, and wait for things in "activate".',
    ],
  },
  'floods-console': {
    answer: 'x from {id}',
    prints: 1000,
  },
  healthy: {
    answer: 'x from {id}',
  },
  'invalid-hookspec': {
    failure: [
      'activate',
      'HOOKSPEC_INVALID',
      'The hookspec "{id}/after_save": expected the result of hook.<kind>(...), not an object.',
    ],
  },
  'missing-export': {
    failure: [
      'import',
      'ENTRY_IMPORT_FAILED',
      "The entry of {plugin} failed while it was imported: The requested module './part.mjs' does not provide an export named 'greet'",
    ],
    hint: 'Mend line 3 of "{folder}/index.mjs".',
  },
  'missing-file': {
    failure: [
      'import',
      'ENTRY_DEPENDENCY_MISSING',
      'The entry of {plugin} imports the file "{folder}/dist/greet.mjs", which is not there.',
    ],
  },
  'missing-handler': {
    failure: [
      'import',
      'PLUGIN_HOOKIMPL_MISMATCH',
      'The code of {plugin} does not go with its manifest: hook "greet": expected a function or { handler, ... }, not an object.',
    ],
  },
  'missing-package': {
    failure: [
      'import',
      'ENTRY_DEPENDENCY_MISSING',
      'The entry of {plugin} imports the package "absent-package", which is not there.',
    ],
    hint: 'Run "npm install absent-package" in "{folder}".',
  },
  'missing-require': {
    failure: [
      'import',
      'ENTRY_DEPENDENCY_MISSING',
      'The entry of {plugin} imports the package "absent-package", which is not there.',
    ],
    hint: 'Run "npm install absent-package" in "{folder}".',
  },
  'missing-scoped-package': {
    failure: [
      'import',
      'ENTRY_DEPENDENCY_MISSING',
      'The entry of {plugin} imports the package "@absent/package", which is not there.',
    ],
    hint: 'Run "npm install @absent/package" in "{folder}".',
  },
  'needs-broken': {
    unresolved: [
      'DEPENDENCY_UNAVAILABLE',
      '{Plugin} needs "acme.throws-at-activate" "^1.0", which failed to start: In the plugin "acme.throws-at-activate" 1.0.0, activate failed: no license.',
    ],
  },
  'never-activated': {
    failure: ['activate', 'ACTIVATE_TIMEOUT', 'In {plugin}, activate did not settle within 100 ms.'],
  },
  'never-answers': {
    call: ['HOOK_TIMEOUT', 'The hookimpl of {plugin} for the hook "greet" did not settle within 50 ms.'],
  },
  'never-deactivated': {
    answer: 'hello',
    end: ['DEACTIVATE_TIMEOUT', 'In {plugin}, deactivate did not settle within 100 ms.'],
  },
  'never-disposed': {
    answer: 'hello',
    end: ['DEACTIVATE_TIMEOUT', 'A disposal of {plugin} did not settle within 100 ms.'],
  },
  'never-imported': {
    failure: ['import', 'ENTRY_IMPORT_TIMEOUT', 'The entry of {plugin} did not finish importing within 100 ms.'],
  },
  'plain-proxy': {
    answer: 'x from {id}',
  },
  'rejects-at-activate': {
    failure: ['activate', 'ACTIVATE_FAILED', 'In {plugin}, activate failed: no connection'],
  },
  'rejects-in-hook': {
    call: ['HOOK_FAILED', 'The hookimpl of {plugin} for the hook "greet" failed: no greeting in time'],
  },
  'syntax-error': {
    failure: [
      'import',
      'ENTRY_IMPORT_FAILED',
      "The entry of {plugin} failed while it was imported: Unexpected token ','",
    ],
    hint: 'Run "node {folder}/index.mjs" to see the file and the line, and mend it.',
  },
  'syntax-error-in-commonjs': {
    failure: [
      'import',
      'ENTRY_IMPORT_FAILED',
      "The entry of {plugin} failed while it was imported: Unexpected token ','",
    ],
    hint: 'Mend line 4 of "{folder}/index.cjs".',
  },
  'syntax-error-in-part': {
    failure: [
      'import',
      'ENTRY_IMPORT_FAILED',
      "The entry of {plugin} failed while it was imported: Unexpected token ';'",
    ],
    hint: 'Run "node {folder}/index.mjs" to see the file and the line, and mend it.',
  },
  'throwing-getter': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: reading it failed: no hooks today.',
    ],
  },
  'throwing-proxy': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: reading it failed: hands off.',
    ],
  },
  'throws-at-activate': {
    failure: ['activate', 'ACTIVATE_FAILED', 'In {plugin}, activate failed: no license'],
  },
  'throws-at-deactivate': {
    answer: 'hello',
    end: ['DEACTIVATE_FAILED', 'In {plugin}, deactivate failed: still busy'],
  },
  'throws-at-disposal': {
    answer: 'hello',
    end: ['DEACTIVATE_FAILED', 'A disposal of {plugin} failed: already closed'],
  },
  'throws-at-import': {
    failure: ['import', 'ENTRY_IMPORT_FAILED', 'The entry of {plugin} failed while it was imported: no database'],
  },
  'throws-frozen-error': {
    call: ['HOOK_FAILED', 'The hookimpl of {plugin} for the hook "greet" failed: frozen'],
  },
  'throws-in-hook': {
    call: ['HOOK_FAILED', 'The hookimpl of {plugin} for the hook "greet" failed: no greeting'],
  },
  'throws-in-listener': {
    answer: 'hello',
    late: ['An error', 'in a listener'],
  },
  'throws-in-microtask': {
    answer: 'hello',
    late: ['An error', 'in a microtask'],
  },
  'throws-in-service': {
    answer: 'x from {id}',
  },
  'throws-in-timer': {
    answer: 'hello',
    late: ['An error', 'in a timer'],
  },
  'throws-proxy': {
    call: ['HOOK_FAILED', 'The hookimpl of {plugin} for the hook "greet" failed: an unreadable object'],
  },
  'throws-undefined-at-import': {
    failure: ['import', 'ENTRY_IMPORT_FAILED', 'The entry of {plugin} failed while it was imported: undefined'],
  },
  'throws-undefined-in-hook': {
    call: ['HOOK_FAILED', 'The hookimpl of {plugin} for the hook "greet" failed: undefined'],
  },
  'throws-unreadable-error': {
    call: ['HOOK_FAILED', 'The hookimpl of {plugin} for the hook "greet" failed: the Error ""'],
  },
  'undeclared-hook': {
    failure: [
      'import',
      'PLUGIN_HOOKS_MISMATCH',
      'The hooks of {plugin} differ: the code implements "shout", which the manifest does not name. In the manifest: "greet". In the code: "greet", "shout".',
    ],
  },
  'undeclared-hookspec': {
    failure: [
      'import',
      'PLUGIN_CONTRIBUTIONS_MISMATCH',
      'The hookspecs of {plugin} differ: the manifest names "after_save", the code brings "before_save".',
    ],
  },
  'undeclared-service': {
    failure: [
      'import',
      'PLUGIN_SERVICES_MISMATCH',
      'The services of {plugin} differ: the manifest names "acme.store", the code brings "acme.cache".',
    ],
  },
  'unimplemented-hook': {
    failure: [
      'import',
      'PLUGIN_HOOKS_MISMATCH',
      'The hooks of {plugin} differ: the manifest names "shout", which the code does not implement. In the manifest: "greet", "shout". In the code: "greet".',
    ],
  },
  'uses-ended-context': {
    answer: 'hello',
    late: ['An error', '{Plugin} used ctx.onDispose after it had been stopped.'],
  },
  'wrong-answer': {
    call: [
      'RESULT_INVALID',
      'The hookimpl of {plugin} for the hook "greet" returned what the hookspec does not accept: Invalid input: expected string, received number (got a number).',
    ],
  },
  'wrong-members': {
    failure: [
      'import',
      'ENTRY_EXPORT_INVALID',
      'The default export of {plugin} is not a plugin: "activate" must be a function, not the number 1; "hooks" must be a plain object, not an array of 1; there is no member "deactivated" (did you mean "deactivate"?).',
    ],
  },
};

export const expectedNames: readonly string[] = Object.keys(EXPECTED);

/** What is expected of a fixture whose copy lies in this folder. */
export function expectedOf(name: string, folder: string): ExpectedFixture {
  return JSON.parse(JSON.stringify(EXPECTED[name]), (_key, value: unknown) =>
    typeof value === 'string' ? fill(value, `acme.${name}`, folder) : value,
  ) as ExpectedFixture;
}

function fill(text: string, id: string, folder: string): string {
  return text
    .replaceAll('{id}', id)
    .replaceAll('{plugin}', `the plugin "${id}" 1.0.0`)
    .replaceAll('{Plugin}', `The plugin "${id}" 1.0.0`)
    .replaceAll(/\{folder\}([\w/.]*)/g, (_match, rest: string) => join(folder, rest));
}
