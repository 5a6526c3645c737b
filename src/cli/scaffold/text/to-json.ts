/** JSON as formatters write it: lists of plain values that are short stand on one line. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replaceAll(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (whole, items: string) => {
    const line = `[${items.replaceAll(/,\n\s+/g, ', ')}]`;
    return line.length <= 80 ? line : whole;
  });
  return `${text}\n`;
}
