import type { z } from 'zod';
import { describeThrown, describeType } from '../errors/describe-value.ts';
import { ignoreRejection } from './thenable.ts';

/** One thing that a schema found wrong; `path` leads to it inside the value. */
export interface SchemaProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * What `schema` finds wrong with `value`; `undefined` if nothing. The value itself is never changed: defaults and
 * transforms of the schema have no effect. A schema that throws, or that can only be checked asynchronously, is a problem
 * of its own, because a hook call cannot wait for it.
 */
export function checkSchema(schema: z.core.$ZodType, value: unknown): readonly SchemaProblem[] | undefined {
  try {
    const outcome = schema['~standard'].validate(value);
    if (outcome instanceof Promise) {
      outcome.catch(ignoreRejection);
      // Zod turns asynchronous when anything at all is thrown: only this run throws what a check threw.
      const { _zod: internals } = schema;
      const again = internals.run({ value, issues: [] }, { async: true });
      if (again instanceof Promise) again.catch(ignoreRejection);
      return [{ path: [], message: 'the schema has asynchronous checks, which a hook cannot wait for' }];
    }
    if (outcome.issues === undefined) return undefined;
    return outcome.issues.map(({ message, path = [] }) => ({ message, path: path.map(toKey) }));
  } catch (thrown) {
    return [{ path: [], message: `the schema threw: ${describeThrown(thrown)}` }];
  }
}

/** The problems as one line: `at page.url: expected string, ...; ...`. Of the value it says only what type it is. */
export function toProblemText(problems: readonly SchemaProblem[], value: unknown): string {
  const shown = problems
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `at ${path.join('.')}: ${message}`));
  if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
  return `${shown.join('; ')} (got ${describeType(value)})`;
}

function toKey(segment: unknown): string | number {
  const key = typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment;
  return typeof key === 'number' ? key : String(key);
}
