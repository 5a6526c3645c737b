import { HooklineError } from '../../errors/hookline-error.ts';
import { quoteNames } from '../../errors/quote-names.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';

/** @throws PLUGIN_SERVICES_MISMATCH if the code does not make exactly the services that the manifest provides */
export function assertSameServices(manifest: Manifest, { services = {} }: AnyPluginDefinition): void {
  const names = { inManifest: Object.keys(manifest.provides), inCode: Object.keys(services) };
  const difference = differenceOf(names);
  if (difference === undefined) return;
  const message = `The services of the plugin "${manifest.id}" ${manifest.version} differ: ${difference}`;
  throw new HooklineError('PLUGIN_SERVICES_MISMATCH', message, { data: toData(manifest, names) });
}

/** @throws PLUGIN_CONTRIBUTIONS_MISMATCH if the code does not bring exactly the hookspecs that the manifest contributes */
export function assertSameHookspecs(manifest: Manifest, { hookspecs = {} }: AnyPluginDefinition): void {
  const names = { inManifest: manifest.contributes.hooks, inCode: Object.keys(hookspecs) };
  const difference = differenceOf(names);
  if (difference === undefined) return;
  const message = `The hookspecs of the plugin "${manifest.id}" ${manifest.version} differ: ${difference}`;
  throw new HooklineError('PLUGIN_CONTRIBUTIONS_MISMATCH', message, { data: toData(manifest, names) });
}

/** @throws PLUGIN_COMMANDS_MISMATCH if the code does not bring exactly the commands that the manifest contributes */
export function assertSameCommands(manifest: Manifest, { commands = {} }: AnyPluginDefinition): void {
  const names = { inManifest: manifest.contributes.cli.map(({ name }) => name), inCode: Object.keys(commands) };
  const difference = differenceOf(names);
  if (difference === undefined) return;
  const message = `The commands of the plugin "${manifest.id}" ${manifest.version} differ: ${difference}`;
  throw new HooklineError('PLUGIN_COMMANDS_MISMATCH', message, { data: toData(manifest, names) });
}

interface Names {
  readonly inManifest: readonly string[];
  readonly inCode: readonly string[];
}

function differenceOf({ inManifest, inCode }: Names): string | undefined {
  const isSame = inManifest.length === inCode.length && inManifest.every((name) => inCode.includes(name));
  return isSame ? undefined : `the manifest names ${quoteNames(inManifest)}, the code brings ${quoteNames(inCode)}.`;
}

function toData({ id, version }: Manifest, { inManifest, inCode }: Names): Readonly<Record<string, unknown>> {
  return { plugin: id, version, manifest: inManifest, code: inCode };
}
