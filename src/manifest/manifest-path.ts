/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** Keys that need no quotes in a path. */
const PLAIN_KEY = /^[\w$][\w$-]*$/;
const STEP = /\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]|(?:^|\.)(?<key>[\w$][\w$-]*)/gy;

/** `hooks.render[0].priority`, `dependencies.plugins["acme.store"]`. */
export function formatPath(path: Path): string {
  return path.map(formatStep).join('');
}

function formatStep(step: string | number, index: number): string {
  if (typeof step === 'number') return `[${step}]`;
  if (!PLAIN_KEY.test(step)) return `[${JSON.stringify(step)}]`;
  return index === 0 ? step : `.${step}`;
}

/** What `formatPath` gave, taken apart again. */
export function parsePath(text: string): Path {
  return [...text.matchAll(STEP)].map(({ groups }) => {
    if (groups?.['index'] !== undefined) return Number(groups['index']);
    return groups?.['quoted'] === undefined ? groups!['key']! : (JSON.parse(groups['quoted']) as string);
  });
}

/** The value that a path leads to; `undefined` if it leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}
