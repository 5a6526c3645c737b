import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { isThenable } from '../../hooks/thenable.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';

const MEMBERS: Readonly<Record<keyof AnyPluginDefinition, 'function' | 'object'>> = {
  activate: 'function',
  deactivate: 'function',
  onConfigChange: 'function',
  healthCheck: 'function',
  hooks: 'object',
  services: 'object',
  hookspecs: 'object',
};

/**
 * What the entry of a plugin exports, checked as far as it can be without its manifest.
 *
 * @throws ENTRY_EXPORT_INVALID with all that is wrong with it
 */
export function parseDefinition(manifest: Manifest, exported: unknown): AnyPluginDefinition {
  const problems = problemsOf(exported);
  if (problems.length === 0) return exported as AnyPluginDefinition;
  const message = `The default export of the plugin "${manifest.id}" ${manifest.version} is not a plugin: ${problems.join('; ')}.`;
  throw new HooklineError('ENTRY_EXPORT_INVALID', message, {
    data: { plugin: manifest.id, version: manifest.version, problems },
  });
}

function problemsOf(exported: unknown): string[] {
  try {
    if (isThenable(exported)) return ['it is a promise; export the plugin itself, and wait for things in "activate"'];
    if (!isPlainObject(exported)) return [`it is ${describeValue(exported)}, not a plain object`];
    return Object.entries(exported).flatMap(([member, value]) => memberProblems(member, value));
  } catch (thrown) {
    return [`reading it failed: ${describeThrown(thrown)}`];
  }
}

function memberProblems(member: string, value: unknown): string[] {
  if (!Object.hasOwn(MEMBERS, member)) {
    return [`there is no member "${member}"${nearestInParentheses(member, Object.keys(MEMBERS))}`];
  }
  if (value === undefined) return [];
  const expected = MEMBERS[member as keyof AnyPluginDefinition];
  if (expected === 'function') {
    return typeof value === 'function' ? [] : [`"${member}" must be a function, not ${describeValue(value)}`];
  }
  if (!isPlainObject(value)) return [`"${member}" must be a plain object, not ${describeValue(value)}`];
  if (member !== 'services') return [];
  return Object.entries(value).flatMap(([id, make]) =>
    typeof make === 'function'
      ? []
      : [`the service "${id}" must be a function that makes it, not ${describeValue(make)}`],
  );
}
