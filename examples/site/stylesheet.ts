/** Where the one stylesheet of the site lies. */
export const STYLESHEET_OUTPUT = '_site/style.css';

/** Light and dark, narrow and wide, screen and print. Colours have a contrast of 4.5 to 1 at least. */
export const STYLESHEET = `:root {
  color-scheme: light dark;
  --text: #1f2430; --muted: #59606e; --paper: #ffffff; --raised: #f5f6f8; --line: #dde0e6;
  --link: #1a56b8; --mark: #e8effb;
  --code-keyword: #a3268c; --code-string: #22702c; --code-number: #9a4a00; --code-comment: #646b78;
  --code-name: #1a56b8; --code-type: #6a4a00;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e4e7ec; --muted: #a3abb8; --paper: #14171c; --raised: #1d2128; --line: #333a45;
    --link: #8ab4f8; --mark: #1e2b42;
    --code-keyword: #e59ad8; --code-string: #93d19b; --code-number: #f0b27a; --code-comment: #98a1af;
    --code-name: #8ab4f8; --code-type: #e5c07b;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 1rem/1.65 var(--font); color: var(--text); background: var(--paper); overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.skip-link { position: absolute; left: -999rem; z-index: 3; padding: .5rem 1rem; background: var(--paper); }
.skip-link:focus { left: .5rem; top: .5rem; }

.site-header { position: sticky; top: 0; z-index: 2; display: flex; justify-content: space-between; align-items: center; gap: 1rem; min-height: 3.5rem; padding: 0 1.5rem; background: var(--paper); border-bottom: 1px solid var(--line); }
.site-title { font-weight: 650; font-size: 1.1rem; color: inherit; text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.site-columns { max-width: 90rem; margin: 0 auto; padding: 0 1.5rem; }
main { min-width: 0; max-width: 46rem; margin: 0 auto; padding: 2rem 0 3rem; }
.site-pages { padding: 1.5rem 0; border-top: 1px solid var(--line); font-size: .95rem; }
.site-pages h2 { margin: 1.5rem 0 .35rem; padding: 0; border: 0; font-size: .8rem; line-height: 1.4; letter-spacing: .04em; text-transform: uppercase; color: var(--muted); }
.site-pages ul { margin: 0; padding: 0; list-style: none; }
.site-pages li a { display: block; padding: .3rem .6rem; border-radius: .35rem; color: inherit; text-decoration: none; }
.site-pages li a:hover { background: var(--raised); }
.site-pages a[aria-current] { background: var(--mark); color: var(--link); font-weight: 600; }
.site-footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 2rem; padding: 1rem 1.5rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .875rem; }
.neighbours { display: flex; justify-content: space-between; gap: 1rem; margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.neighbours a { min-width: 0; text-decoration: none; }
.neighbours a[rel=next] { margin-left: auto; text-align: right; }
.neighbours span { display: block; font-size: .8rem; color: var(--muted); }

h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 .6em; overflow-wrap: anywhere; }
h1 { font-size: 2.1rem; margin-top: 0; letter-spacing: -.015em; }
h2 { font-size: 1.5rem; padding-bottom: .25em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1rem; }
p, ul, ol, dl, pre, table, blockquote, figure { margin: 0 0 1.1em; }
li > ul, li > ol { margin-bottom: 0; }
blockquote > :last-child, li > :last-child, td > :last-child { margin-bottom: 0; }
sup { font-size: .75em; line-height: 0; }
img, svg, video { max-width: 100%; height: auto; }
blockquote { padding: .1em 1.1em; border-left: .25rem solid var(--line); color: var(--muted); }
hr { margin: 2.5em 0; border: 0; border-top: 1px solid var(--line); }
table { display: block; width: max-content; max-width: 100%; overflow-x: auto; border-collapse: collapse; font-size: .95rem; }
th, td { padding: .45em .8em; border: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: normal; }
th { background: var(--raised); }
thead:not(:has(th:not(:empty))) { display: none; }
.align-center { text-align: center; } .align-right { text-align: right; }
code, pre, kbd, samp { font-family: var(--mono); font-size: .875em; }
:not(pre) > code, kbd { padding: .15em .35em; background: var(--raised); border-radius: .3em; overflow-wrap: anywhere; }
kbd { border: 1px solid var(--line); border-bottom-width: 2px; }
pre { padding: 1em 1.2em; overflow-x: auto; background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; line-height: 1.5; }
pre code { font-size: inherit; }
.plain-text { white-space: pre-wrap; }
.header-anchor { margin-left: .35em; color: var(--muted); font-weight: 400; text-decoration: none; opacity: 0; }
.header-anchor::before { content: "#"; }
:is(h1, h2, h3, h4, h5, h6):hover .header-anchor, .header-anchor:focus { opacity: 1; }
.reading-time { margin-top: -.4em; color: var(--muted); font-size: .875rem; }
.footnotes { font-size: .9rem; color: var(--muted); }
.footnotes-sep { margin-bottom: 1em; }
.toc { max-height: 22rem; overflow-y: auto; margin: 0 0 2rem; padding: .9rem 1.2rem; background: var(--raised); border-radius: .5rem; font-size: .9rem; line-height: 1.45; }
.toc-title { margin: 0 0 .4rem; font-weight: 650; }
.toc ul { margin: 0; padding: 0; list-style: none; }
.toc ul ul { padding-left: 1rem; }
.toc a { display: block; padding: .2rem 0; color: var(--muted); text-decoration: none; overflow-wrap: anywhere; }
.toc a:hover { color: var(--link); text-decoration: underline; }
:target { scroll-margin-top: 4.5rem; }

.hljs-comment, .hljs-quote { color: var(--code-comment); font-style: italic; }
.hljs-keyword, .hljs-selector-tag, .hljs-meta .hljs-keyword, .hljs-doctag, .hljs-template-tag { color: var(--code-keyword); }
.hljs-string, .hljs-regexp, .hljs-addition, .hljs-meta .hljs-string, .hljs-char.escape_ { color: var(--code-string); }
.hljs-number, .hljs-literal, .hljs-symbol, .hljs-bullet, .hljs-link, .hljs-deletion, .hljs-template-variable { color: var(--code-number); }
.hljs-title, .hljs-name, .hljs-section, .hljs-selector-id, .hljs-selector-class, .hljs-attr { color: var(--code-name); }
.hljs-type, .hljs-built_in, .hljs-attribute, .hljs-variable, .hljs-meta, .hljs-params .hljs-type { color: var(--code-type); }
.hljs-emphasis { font-style: italic; } .hljs-strong { font-weight: 700; }

@media (min-width: 60rem) {
  .site-menu { display: none; }
  .site-columns { display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: 0 3rem; }
  .site-pages { grid-row: 1; grid-column: 1; position: sticky; top: 3.5rem; align-self: start; max-height: calc(100vh - 3.5rem); overflow-y: auto; padding-right: 1rem; border-top: 0; }
  main { grid-column: 2; width: 100%; margin: 0; }
}
@media (min-width: 82rem) {
  main { max-width: 64rem; padding-right: 18rem; }
  .toc { float: right; clear: right; position: sticky; top: 5rem; width: 15rem; max-height: calc(100vh - 6rem); overflow-y: auto; margin: 0 -18rem 1rem 0; background: none; padding: 0 0 0 1rem; border-left: 1px solid var(--line); border-radius: 0; }
}
@media print {
  .site-header, .site-pages, .site-footer, .neighbours, .toc, .skip-link { display: none; }
  .site-columns { display: block; }
  a { color: inherit; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
