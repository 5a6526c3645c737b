import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { findSchemaFlaws } from '../../manifest/json-schema-flaws.ts';
import { formatPath } from '../../manifest/manifest-path.ts';
import { optionProblems, type OptionRule } from '../option-problems.ts';
import type { PluginType, TypeConfig } from './plugin-type.ts';

/** What plugins contribute, by the keys of manifests, as sentences name it. */
export const CONTRIBUTION_KINDS: Readonly<Record<keyof NonNullable<PluginType['contributes']>, string>> = {
  hooks: 'hooks',
  cli: 'commands',
  templates: 'templates',
};

const isNames: OptionRule = {
  accepts: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== ''),
  expected: 'an array of names',
};
const isObject: OptionRule = { accepts: isPlainObject, expected: 'an object' };

const RULES: Readonly<Record<keyof PluginType, OptionRule>> = {
  name: {
    accepts: (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(value),
    expected: 'lower-case letters, digits and hyphens',
  },
  summary: {
    accepts: (value) => typeof value === 'string' && /^[^\n\r]+$/.test(value),
    expected: 'one line of text that is not empty',
  },
  hooks: isNames,
  optionalHooks: isNames,
  config: isObject,
  contributes: isObject,
  permissions: { accepts: Array.isArray, expected: 'an array of permissions' },
  template: { accepts: (value) => typeof value === 'string' && value !== '', expected: 'the path of a folder' },
  check: { accepts: (value) => typeof value === 'function', expected: 'a function' },
};

const CONFIG_KEYS: readonly (keyof TypeConfig)[] = ['type', 'properties', 'required', 'definitions', '$defs'];

/** What is wrong with a plugin type, each as the part of a sentence. */
export function pluginTypeProblems(type: unknown): readonly string[] {
  try {
    if (!isPlainObject(type)) return [`it must be an object, not ${describeValue(type)}`];
    const missing = ['name', 'summary'].filter((key) => type[key] === undefined).map((key) => `"${key}" is missing`);
    return [
      ...missing,
      ...optionProblems(type, RULES),
      ...hookProblems(type),
      ...contributionProblems(type['contributes']),
      ...configProblems(type['config']),
    ];
  } catch (thrown) {
    return [`reading it failed: ${describeThrown(thrown)}`];
  }
}

/** What is wrong with the types of a host, as parts of sentences about its options. That they must be a list is said elsewhere. */
export function pluginTypesProblems(types: unknown): readonly string[] {
  if (!Array.isArray(types)) return [];
  const list: readonly unknown[] = types;
  const names = list.map((type) => (isPlainObject(type) ? type['name'] : undefined));
  return list.flatMap((type, index) => [
    ...pluginTypeProblems(type).map((problem) => `pluginTypes[${index}]: ${problem}`),
    ...(typeof names[index] === 'string' && names.indexOf(names[index]) < index
      ? [`pluginTypes[${index}]: there is a type "${names[index]}" already`]
      : []),
  ]);
}

function hookProblems({ hooks, optionalHooks }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(hooks) || !Array.isArray(optionalHooks)) return [];
  const both = hooks.filter((hook) => optionalHooks.includes(hook));
  return both.map((hook) => `the hook ${describeValue(hook)} is required and optional at once`);
}

function contributionProblems(contributes: unknown): readonly string[] {
  if (!isPlainObject(contributes)) return [];
  const kinds = Object.keys(CONTRIBUTION_KINDS);
  return Object.entries(contributes).flatMap(([key, list]) => {
    if (!kinds.includes(key)) return [`plugins contribute no "${key}"${nearestInParentheses(key, kinds)}`];
    const isFilled = Array.isArray(list) && list.length > 0;
    return isFilled ? [] : [`"contributes.${key}" must be an array that is not empty, not ${describeValue(list)}`];
  });
}

function configProblems(config: unknown): readonly string[] {
  if (!isPlainObject(config)) return [];
  const others = Object.keys(config).filter((key) => !CONFIG_KEYS.includes(key as keyof TypeConfig));
  return [
    ...(config['type'] === 'object' ? [] : ['"config.type" must be "object"']),
    ...others.map((key) => `"config.${key}" cannot be added to the schema of a plugin`),
    ...findSchemaFlaws(config).map(
      ({ must = 'be a part of a JSON Schema', path = [] }) => `"${formatPath(['config', ...path])}" must ${must}`,
    ),
  ];
}
