/** Names any value and its type in a few words for an error message; never throws. */
export function describeValue(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return `an unreadable ${typeof value}`;
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)}`;
    case 'number':
    case 'boolean':
    case 'bigint':
      return `the ${typeof value} ${String(value)}`;
    case 'undefined':
      return 'undefined';
    case 'symbol':
      return `the symbol ${String(value)}`;
    case 'function':
      return value.name === '' ? 'a function' : `the function "${value.name}"`;
    case 'object':
      return describeObject(value);
  }
}

function describeObject(value: object | null): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof Error) return `the ${value.name} ${JSON.stringify(value.message)}`;
  if (value instanceof Date) return `the Date ${String(value)}`;
  const { constructor } = value as { constructor?: unknown };
  const name = typeof constructor === 'function' ? constructor.name : '';
  return name === '' || name === 'Object' ? 'an object' : `an object of class ${name}`;
}

/** The text of anything that can be thrown, for the end of a message; never throws. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error && typeof thrown.message === 'string' && thrown.message !== '') return thrown.message;
  } catch {
    // A getter of a hostile error threw: describe it from outside.
  }
  return describeValue(thrown);
}
