import hljs from 'highlight.js/lib/common';
import type { HighlightConfig } from './highlight-config.ts';

/**
 * The HTML of a code block in colours; `undefined` for one that stays as it is. The name of the language is only looked up: it
 * never reaches the page.
 */
export function highlight(name: string, code: string, { maxLength, aliases }: HighlightConfig): string | undefined {
  const language = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  if (code.length > maxLength || hljs.getLanguage(language) === undefined) return undefined;
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  return `<pre><code class="hljs">${value}</code></pre>`;
}
