import { describe, test } from 'vitest';
import { assertBuilt } from '../tooling/assert-built.ts';
import { listCodeExamples } from './code-example.ts';
import { compileExamples } from './compile-examples.ts';
import { documents } from './documents.ts';
import { runExample } from './run-example.ts';

assertBuilt();
const examples = compileExamples(documents.flatMap(listCodeExamples));

describe.concurrent('the example at', () => {
  test.for(examples.map((example) => [`${example.document}:${example.line}`, example] as const))(
    '%s compiles and runs',
    async ([, example], { expect }) => {
      expect(example.problems).toEqual([]);
      if (!example.runs) return;
      const printed = await runExample(example);
      const expected = example.output ?? printed;
      expect(printed).toBe(expected);
    },
  );
});
