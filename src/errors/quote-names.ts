/** `"a", "b"`, or `none`: names as they stand in a sentence. */
export function quoteNames(names: Iterable<string>): string {
  const list = [...names];
  return list.length === 0 ? 'none' : list.map((name) => `"${name}"`).join(', ');
}
