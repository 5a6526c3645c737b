import { fileURLToPath, pathToFileURL } from 'node:url';
import { dirname, resolve } from 'node:path';
import { describeValue } from '../../errors/describe-value.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { ManifestInput } from '../../manifest/manifest.ts';
import type { PluginDefinition, PluginTypes } from '../../plugin/define-plugin.ts';
import { refusalsOf, type Refuse } from '../test-misused.ts';
import { deriveManifest } from './derive-manifest.ts';

/** A plugin that was made for a test, with a whole manifest. A test manager takes it as it takes the path of a folder. */
export interface FakePlugin {
  readonly manifest: ManifestInput;
  /** Its code as functions, which can only run inline. */
  readonly plugin?: unknown;
  /** Its code as files, by path: it can run anywhere. */
  readonly files?: Readonly<Record<string, string>>;
  /** Folders outside its own that its files import from. */
  readonly reads?: readonly string[];
  /** Why it must not run in the process of the test. */
  readonly danger?: string;
}

/** The definition of a plugin, and what its manifest is to say beside what follows from that. */
export interface FakePluginOptions<
  Hooks extends HooksLike<Hooks>,
  Types extends PluginTypes = {},
> extends PluginDefinition<Hooks, Types> {
  /** Default: the id `test.plugin`, version 1.0.0, any API, and whatever hooks, services and hookspecs the definition has. */
  readonly manifest?: Partial<ManifestInput>;
  /** In place of functions the text of the module, or of the expression behind `export default`: runs in every runner. */
  readonly code?: string;
  /** In place of functions the file of the module: runs in every runner. */
  readonly module?: string | URL;
  /** Further files of the plugin, by path; only beside `code` or `module`. */
  readonly files?: Readonly<Record<string, string>>;
}

const CODE_KEYS = ['activate', 'deactivate', 'onConfigChange', 'healthCheck', 'hooks', 'services', 'hookspecs'];
const KEYS = ['manifest', 'code', 'module', 'files', ...CODE_KEYS];

/**
 * Makes a plugin for a test: the definition, and a manifest that fits it.
 *
 * @throws TEST_MISUSED
 * @example
 * const plugin = fakePlugin<SiteHooks>({ hooks: { after_page_render: ({ html }) => html.trim() } });
 */
export function fakePlugin<Hooks extends HooksLike<Hooks>, Types extends PluginTypes = {}>(
  options: FakePluginOptions<Hooks, Types> = {},
): FakePlugin {
  assertOptions(options);
  const { manifest: given = {}, code, module, files = {}, ...definition } = options;
  const manifest = deriveManifest(definition, given);
  if (code !== undefined) return { manifest, files: { ...files, [entryOf(manifest)]: toModule(code) } };
  if (module === undefined) return { manifest, plugin: definition };
  const file = module instanceof URL ? fileURLToPath(module) : resolve(module);
  const text = `export { default } from ${JSON.stringify(pathToFileURL(file).href)};\n`;
  return { manifest, files: { ...files, [entryOf(manifest)]: text }, reads: [dirname(file)] };
}

/** The path of the entry inside the folder of the plugin. */
function entryOf(manifest: ManifestInput): string {
  return manifest.entry.replace(/^\.\//, '');
}

/** An expression becomes the default export. */
function toModule(code: string): string {
  return /(?:^|[;}\n])\s*(?:export\b|import\b[^(])/.test(code)
    ? code
    : `export default ${code.trim().replace(/;$/, '')};\n`;
}

const refuse: Refuse = refusalsOf('fakePlugin');

function assertOptions(options: unknown): void {
  if (!isPlainObject(options)) return refuse(`it takes an object, not ${describeValue(options)}`);
  const unknown = Object.keys(options).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) refuse(`there is no option "${unknown}"${nearestInParentheses(unknown, KEYS)}`);
  const { code, module, files } = options;
  if (code !== undefined && typeof code !== 'string') refuse(`"code" must be text, not ${describeValue(code)}`);
  if (module !== undefined && typeof module !== 'string' && !(module instanceof URL)) {
    refuse(`"module" must be a path or a URL, not ${describeValue(module)}`);
  }
  if (code !== undefined && module !== undefined) refuse('it takes "code" or "module", not both');
  const written = code === undefined ? 'module' : 'code';
  const beside = CODE_KEYS.find((key) => options[key] !== undefined);
  const isWritten = code !== undefined || module !== undefined;
  if (isWritten && beside !== undefined) refuse(`"${beside}" has to stand in "${written}", which is the whole plugin`);
  if (!isWritten && files !== undefined) refuse('"files" needs "code" or "module" beside it');
}
