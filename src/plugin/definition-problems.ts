import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { isPlainObject } from '../hooks/plain-object.ts';
import { isThenable } from '../hooks/thenable.ts';
import type { AnyPluginDefinition } from './define-plugin.ts';

const MEMBERS: Readonly<Record<keyof AnyPluginDefinition, 'function' | 'object'>> = {
  activate: 'function',
  deactivate: 'function',
  onConfigChange: 'function',
  healthCheck: 'function',
  hooks: 'object',
  services: 'object',
  hookspecs: 'object',
  commands: 'object',
};

/** Members that hold functions by name, and the middle of a sentence about one that is none. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  services: 'service "*" must be a function that makes it',
  commands: 'command "*" must be a function that runs it',
};

/** What is wrong with what the entry of a plugin exports, as far as that can be told without its manifest. */
export function definitionProblems(exported: unknown): string[] {
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
  const item = FUNCTIONS[member];
  if (item === undefined) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    typeof each === 'function' ? [] : [`the ${item.replace('*', name)}, not ${describeValue(each)}`],
  );
}
