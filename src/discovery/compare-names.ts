/** An order that does not depend on the language of the system: by UTF-16 code units. */
export function compareNames(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
