import { Parser } from 'htmlparser2';

/** Scripts without spaces count by the character, all others by the run of letters and digits. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;

/** Nobody reads these from top to bottom. */
const SKIPPED = new Set(['nav', 'script', 'style']);

/** How many words a reader finds in `html`; navigation, code blocks and the reading time itself do not count. */
export function countWords(html: string): number {
  const skipped: string[] = [];
  let words = 0;
  let parent = '';
  const parser = new Parser({
    onopentag(name, attributes) {
      const isCodeBlock = name === 'code' && parent === 'pre';
      if (SKIPPED.has(name) || isCodeBlock || attributes['class'] === 'reading-time') skipped.push(name);
      parent = name;
    },
    ontext(text) {
      if (skipped.length === 0) words += text.match(WORD)?.length ?? 0;
    },
    onclosetag(name) {
      if (skipped.at(-1) === name) skipped.pop();
      parent = '';
    },
  });
  parser.end(html);
  return words;
}
