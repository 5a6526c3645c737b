import { expect, test } from 'vitest';
import { listCodeExamples } from './code-example.ts';

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

test('the examples of a document are found with their place, their marks and their output', () => {
  const common = { document: 'a.md', info: 'ts' };
  expect(listCodeExamples({ path: 'a.md', text })).toEqual([
    { ...common, line: 3, endLine: 5, code: 'const a = 1;\n', runs: true, output: 'one\n' },
    { ...common, line: 12, endLine: 16, info: 'ts no-run', code: 'if (b) {\n  c();\n}\n', runs: false },
    { ...common, line: 22, endLine: 24, code: "const fence = '```';\n", runs: true },
  ]);
});
