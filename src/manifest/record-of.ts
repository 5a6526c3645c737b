import { z } from 'zod';
import { checked } from './checked.ts';

/** An object with keys and values of one kind, `max` of them at most. */
export function recordOf<Value extends z.ZodType>(
  key: z.ZodString,
  value: Value,
  max: number,
): z.ZodRecord<z.ZodString, Value> {
  return checked(
    z.record(key, value),
    (record) => {
      const count = Object.keys(record).length;
      if (count <= max) return [];
      return [{ code: 'MANIFEST_INVALID', must: `have at most ${max} keys`, found: String(count) }];
    },
    { maxProperties: max },
  );
}
