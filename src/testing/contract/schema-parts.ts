import type { z } from 'zod';

/** What zod knows of a schema; the names are zod's own. */
export interface SchemaParts {
  readonly def: z.core.$ZodTypeDef;
  /** The only values that it accepts, if they can be counted. */
  readonly values: ReadonlySet<z.core.util.Primitive>;
  readonly pattern: RegExp | undefined;
  /** Whether a key with it may be left out. */
  readonly isOptional: boolean;
}

export function partsOf({ _zod: parts }: z.core.$ZodType): SchemaParts {
  const { def, values = new Set(), pattern, optin } = parts;
  return { def, values, pattern, isOptional: optin === 'optional' };
}
