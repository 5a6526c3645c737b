import { z } from 'zod';

/**
 * An object without other keys. The message of an issue about unknown keys lists the known ones, for whoever looks for the
 * nearest: an issue says nothing else about the schema that it comes from.
 */
export function closedObject<Shape extends z.core.$ZodShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).join(' ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined),
  });
}
