import { expect, test } from 'vitest';
import { listCodeExamples } from './code-example.ts';
import { listCodeFences } from './code-fences.ts';
import { documents } from './documents.ts';

const text = `# Title

\`\`\`ts
const a = 1;
\`\`\`

\`\`\`text output
one
\`\`\`

1. In a list:
   \`\`\`ts no-run
   if (b) {
     c();
   }
   \`\`\`

\`\`\`ts fragment
never(
\`\`\`

\`\`\`\`ts
const fence = '\`\`\`';
\`\`\`\`

Prose keeps an output from being one.

\`\`\`text output
two
\`\`\`
`;

const withFiles = `\`\`\`json file=plugins/a/plugin.json
{}
\`\`\`

\`\`\`ts file=hooks.ts
export const b = 1;
\`\`\`

\`\`\`ts
c();
\`\`\`

\`\`\`text output times-vary
in 5 ms
\`\`\`

\`\`\`json file=plugins/a/plugin.json
[]
\`\`\`

\`\`\`ts
d();
\`\`\`
`;

test('the examples of a document are found with their place, their marks and their output', () => {
  const common = { document: 'a.md', info: 'ts', path: 'example.ts', files: [] };
  expect(listCodeExamples({ path: 'a.md', text })).toEqual([
    { ...common, line: 3, endLine: 5, code: 'const a = 1;\n', runs: true, output: 'one\n' },
    { ...common, line: 12, endLine: 16, info: 'ts no-run', code: 'if (b) {\n  c();\n}\n', runs: false },
    { ...common, line: 22, endLine: 24, code: "const fence = '```';\n", runs: true },
  ]);
});

test('an example comes with the files that its document has shown before', () => {
  const files = [
    { document: 'a.md', line: 1, endLine: 3, info: 'json file=plugins/a/plugin.json', code: '{}\n' },
    { document: 'a.md', line: 17, endLine: 19, info: 'json file=plugins/a/plugin.json', code: '[]\n' },
  ].map((file) => ({ ...file, path: 'plugins/a/plugin.json' }));
  const hooks = { document: 'a.md', line: 5, endLine: 7, info: 'ts file=hooks.ts', code: 'export const b = 1;\n' };
  const shown = { ...hooks, path: 'hooks.ts' };
  const common = { document: 'a.md', info: 'ts', path: 'example.ts', runs: true };
  expect(listCodeExamples({ path: 'a.md', text: withFiles })).toEqual([
    { ...shown, runs: false, files: [files[0]] },
    {
      ...common,
      line: 9,
      endLine: 11,
      code: 'c();\n',
      files: [files[0], shown],
      output: 'in 5 ms\n',
      timesVary: true,
    },
    { ...common, line: 21, endLine: 23, code: 'd();\n', files: [files[1], shown] },
  ]);
});

test('all code in the documents is an example or a file of one, so that none of it goes untested', () => {
  const untested = documents
    .flatMap(listCodeFences)
    .filter(({ info }) => /^(?:js|mjs|cjs|jsx|javascript|mts|cts|tsx|typescript)\b/.test(info))
    .filter(({ info }) => !info.includes(' file='));
  expect(untested.map(({ document, line, info }) => `${document}:${line} ${info}`)).toEqual([]);
});
