/** A text that must not be seen, and the key of the secret that it belongs to. */
export interface Needle {
  readonly text: string;
  readonly key: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly needle: Needle;
}

/** What is left of a secret in front of a cut counts from this length. */
const SHORTEST_REST = 4;
/** How many cuts of one text are looked at. */
const MAX_CUTS = 64;

/** `text` with `[secret KEY]` in place of each needle. Needles that overlap become one. */
export function blackOut(text: string, needles: readonly Needle[]): string {
  const spans = needles.flatMap((needle) => [...findWhole(text, needle)]);
  if (text.includes('…')) spans.push(...findCutOff(text, needles));
  if (spans.length === 0) return text;
  let result = '';
  let end = 0;
  for (const span of merge(spans)) {
    result += `${text.slice(end, span.start)}[secret ${span.needle.key}]`;
    end = span.end;
  }
  return result + text.slice(end);
}

function* findWhole(text: string, needle: Needle): Generator<Span> {
  const { length } = needle.text;
  for (let start = text.indexOf(needle.text); start !== -1; start = text.indexOf(needle.text, start + 1)) {
    yield { start, end: start + length, needle };
  }
}

/** Long texts are cut in many places, some in the midst of a secret: what stands in front of the "…" is a part of it. */
function* findCutOff(text: string, needles: readonly Needle[]): Generator<Span> {
  let cuts = 0;
  for (let end = text.indexOf('…'); end !== -1 && cuts < MAX_CUTS; end = text.indexOf('…', end + 1)) {
    cuts += 1;
    for (const needle of needles) {
      const length = restBefore(text, end, needle.text);
      if (length > 0) yield { start: end - length, end, needle };
    }
  }
}

function restBefore(text: string, end: number, needle: string): number {
  for (let length = Math.min(needle.length - 1, end); length >= SHORTEST_REST; length--) {
    if (text.startsWith(needle.slice(0, length), end - length)) return length;
  }
  return 0;
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else merged[merged.length - 1] = join(last, span);
  }
  return merged;
}

function join(left: Span, right: Span): Span {
  const needle = right.needle.text.length > left.needle.text.length ? right.needle : left.needle;
  return { start: left.start, end: Math.max(left.end, right.end), needle };
}
