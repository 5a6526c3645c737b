import type { Flaw } from './flaw.ts';

/** A flaw for each item of a list whose `key` an earlier one has as well. */
export function findRepeated<Key extends string>(
  items: readonly { readonly [Name in Key]?: string | undefined }[],
  key: Key,
  describe: (value: string) => string,
): readonly Flaw[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const value = item[key];
    if (value === undefined) return [];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const hint = 'Remove one of the two, or rename it.';
    return [{ code: 'MANIFEST_INVALID', message: describe(value), hint, path: [index, key] }];
  });
}
