/** How wide generated code may be. */
const WIDTH = 120;

/** Code that stands on one line where there is room, and on several where not. */
export type Layout = string | Group;

export interface Group {
  /** What it begins with, such as `z.object({`. */
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
  /** Whether there is a space inside the brackets, as objects have it. */
  readonly spaced: boolean;
}

interface Item {
  /** What stands in front of the value, such as `name: `. */
  readonly label: string;
  readonly value: Layout;
}

export interface Place {
  /** How far the lines are moved in. */
  readonly indent: number;
  /** What stands on the first line in front of it and behind it. */
  readonly taken: number;
}

export function objectOf(entries: readonly (readonly [string, Layout])[]): Group {
  const items = entries.map(([key, value]) => ({ label: `${toKey(key)}: `, value }));
  return { open: '{', items, close: '}', spaced: true };
}

export function arrayOf(values: readonly Layout[]): Group {
  return { open: '[', items: values.map((value) => ({ label: '', value })), close: ']', spaced: false };
}

/** The same between two texts, which stay on the lines of its brackets: `f(` and `)`. */
export function surround(before: string, layout: Layout, after: string): Layout {
  if (typeof layout === 'string') return before + layout + after;
  return { ...layout, open: before + layout.open, close: layout.close + after };
}

export function print(layout: Layout, place: Place): string {
  const line = toLine(layout);
  if (typeof layout === 'string' || place.indent + place.taken + line.length <= WIDTH) return line;
  const indent = place.indent + 2;
  const lines = layout.items.map(
    ({ label, value }) => `${' '.repeat(indent)}${label}${print(value, { indent, taken: label.length + 1 })},`,
  );
  return [layout.open, ...lines, ' '.repeat(place.indent) + layout.close].join('\n');
}

function toLine(layout: Layout): string {
  if (typeof layout === 'string') return layout;
  const items = layout.items.map(({ label, value }) => label + toLine(value)).join(', ');
  const space = layout.spaced && items !== '' ? ' ' : '';
  return layout.open + space + items + space + layout.close;
}

/** A name as the key of an object. */
export function toKey(name: string): string {
  // As a plain key this one would set the prototype.
  if (name === '__proto__') return `['__proto__']`;
  return isIdentifier(name) ? name : toText(name);
}

/** Words that no variable of a module can have as its name. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Whether a name can be that of a variable. */
export function isVariable(name: string): boolean {
  return isIdentifier(name) && !RESERVED.has(name);
}

export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

/** A text in quotes. */
export function toText(text: string): string {
  const inDouble = JSON.stringify(text)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
  if (text.includes("'") && !text.includes('"')) return inDouble;
  return `'${inDouble
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;
}
