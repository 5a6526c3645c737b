/** Says what a value must be if it is not, to follow the name of the field. */
type ValueCheck = (value: unknown) => string | undefined;

/** The field types that every site knows; plugins bring more. */
export const FIELD_TYPES: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['text', (value) => (typeof value === 'string' ? undefined : 'must be text')],
  ['number', (value) => (typeof value === 'number' ? undefined : 'must be a number')],
  ['boolean', (value) => (typeof value === 'boolean' ? undefined : 'must be true or false')],
  ['date', (value) => (isDate(value) ? undefined : 'must be a date such as 2026-01-31')],
  ['list', (value) => (Array.isArray(value) ? undefined : 'must be a list')],
  [
    'url',
    (value) =>
      typeof value === 'string' && URL.canParse(value) ? undefined : 'must be an address such as https://example.org/',
  ],
]);

function isDate(value: unknown): boolean {
  const match = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(value) : null;
  const day = match?.[1];
  if (day === undefined || Number.isNaN(Date.parse(value as string))) return false;
  // Date.parse takes February 30 for March 2.
  return new Date(day).toISOString().startsWith(day);
}
