declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it';

  /** Adds `[^1]` and `^[inline]` footnotes; the published types still describe an older markdown-it. */
  export default function footnote(md: MarkdownIt): void;
}
