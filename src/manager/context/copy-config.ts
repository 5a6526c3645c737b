import { describeType } from '../../errors/describe-value.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { namePath, type ConfigPath } from './config-path.ts';

/** How many levels of nesting a configuration may have. */
const MAX_DEPTH = 64;

/**
 * A copy of a configuration that shares nothing with it. A configuration is JSON: whatever is not becomes a problem. Keys
 * whose value is `undefined` are left out.
 */
export function copyConfig(config: unknown): { readonly copy: unknown; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const refuse = (path: ConfigPath, problem: string): undefined => {
    problems.push(`${namePath(path)} ${problem}`);
  };
  const holders = new Set<object>();
  const copyObject = (value: object, path: ConfigPath): unknown => {
    if (holders.has(value)) return refuse(path, 'holds itself');
    holders.add(value);
    const copied = Array.isArray(value)
      ? Array.from(value, (item, index) => copy(item, [...path, String(index)]))
      : copyEntries(value, (property, key) => copy(property, [...path, key]));
    holders.delete(value);
    return copied;
  };
  const copy = (value: unknown, path: ConfigPath): unknown => {
    if (path.length > MAX_DEPTH) return refuse(path.slice(0, 3), `is nested deeper than ${MAX_DEPTH} levels`);
    if (value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) return value;
    if (Array.isArray(value) || isPlainObject(value)) return copyObject(value, path);
    return refuse(path, `must be plain JSON, not ${describeOther(value)}`);
  };
  try {
    return { copy: copy(config, []), problems };
  } catch {
    return { copy: undefined, problems: ['the configuration cannot be read'] };
  }
}

function copyEntries(value: object, copy: (property: unknown, key: string) => unknown): object {
  const entries = Object.entries(value).filter(([, property]) => property !== undefined);
  return Object.fromEntries(entries.map(([key, property]) => [key, copy(property, key)]));
}

function describeOther(value: unknown): string {
  if (typeof value === 'number') return 'a number that is not finite';
  return typeof value === 'object' && value !== null ? 'an instance of a class' : describeType(value);
}
