import { dirname, join, relative, sep } from 'node:path';
import { isVariable } from './layout.ts';
import type { PluginPlan } from './plugin-plan.ts';

/** Where the files of a new plugin lie, with `/` between the parts of their paths. */
export interface PluginLayout {
  /** What the manifest names. */
  readonly entry: string;
  readonly entrySource: string;
  readonly test: string | undefined;
  /** A copy of the hookspecs of the host, where those cannot be imported. */
  readonly hostHooks: string | undefined;
}

export function layoutOf({ language, tests, host }: PluginPlan): PluginLayout {
  const folder = language === 'ts' ? 'src/' : '';
  return {
    entry: language === 'ts' ? './dist/index.js' : './index.js',
    entrySource: `${folder}index.${language}`,
    test: tests === 'none' ? undefined : `test/plugin.test.${language}`,
    hostHooks: host.hookspecs === undefined && host.hooks.length > 0 ? `${folder}host-hooks.${language}` : undefined,
  };
}

/** Where a file of the plugin imports the hookspecs from, and under which name; nothing if the host has none. */
export interface HookspecImport {
  readonly specifier: string;
  readonly exported: string;
  /** The name in the file. */
  readonly local: string;
}

const OWN_NAME = 'hookspecs';

/** Names that generated files use for something else. */
const TAKEN: ReadonlySet<string> = new Set([
  'assert',
  'createTestManager',
  'default',
  'expect',
  'expectPlugin',
  'host',
  'onTestFinished',
  'plugin',
  'PluginDefinition',
  'report',
  'startHost',
  't',
  'test',
  'TestContext',
  'value',
]);

export function hookspecImport(plan: PluginPlan, file: string): HookspecImport | undefined {
  const { host, folder } = plan;
  const { hostHooks } = layoutOf(plan);
  if (hostHooks !== undefined) {
    return { specifier: toSpecifier(folder, file, join(folder, hostHooks)), exported: OWN_NAME, local: OWN_NAME };
  }
  if (host.hookspecs === undefined) return undefined;
  const { module, isFile, exported } = host.hookspecs;
  const local = TAKEN.has(exported) || !isVariable(exported) ? OWN_NAME : exported;
  return { specifier: isFile ? toSpecifier(folder, file, module) : module, exported, local };
}

function toSpecifier(folder: string, file: string, target: string): string {
  const path = relative(dirname(join(folder, file)), target)
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** `import { hookspecs } from '...'`, or of its type alone. */
export function importText({ specifier, exported, local }: HookspecImport, keyword: 'import' | 'import type'): string {
  const name = exported === 'default' ? local : `{ ${exported === local ? local : `${exported} as ${local}`} }`;
  return `${keyword} ${name} from '${specifier}'`;
}
