import { describeValue } from '../errors/describe-value.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { isPlainObject } from '../hooks/plain-object.ts';

/** What an option must be, and how a message says so. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  /** Stands behind "must be". */
  readonly expected: string;
}

/** What is wrong with an object of options, each as the part of a sentence. `undefined` is an option that is absent. */
export function optionProblems(options: unknown, rules: Readonly<Record<string, OptionRule>>): string[] {
  if (!isPlainObject(options)) return [`must be an object, not ${describeValue(options)}`];
  return Object.entries(options).flatMap(([name, value]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) return [`there is no option "${name}"${nearestInParentheses(name, Object.keys(rules))}`];
    if (value === undefined || rule.accepts(value)) return [];
    return [`"${name}" must be ${rule.expected}, not ${describeValue(value)}`];
  });
}

export function isAboveZero(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}
