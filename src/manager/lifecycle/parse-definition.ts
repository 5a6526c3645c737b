import { HooklineError } from '../../errors/hookline-error.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';
import { definitionProblems } from '../../plugin/definition-problems.ts';

/**
 * What the entry of a plugin exports, checked as far as it can be without its manifest.
 *
 * @throws ENTRY_EXPORT_INVALID with all that is wrong with it
 */
export function parseDefinition(manifest: Manifest, exported: unknown): AnyPluginDefinition {
  const problems = definitionProblems(exported);
  if (problems.length === 0) return exported as AnyPluginDefinition;
  const message = `The default export of the plugin "${manifest.id}" ${manifest.version} is not a plugin: ${problems.join('; ')}.`;
  throw new HooklineError('ENTRY_EXPORT_INVALID', message, {
    data: { plugin: manifest.id, version: manifest.version, problems },
  });
}
