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
      const toText = example.timesVary ? withoutTimes : (text: string): string => text;
      expect(toText(printed)).toBe(toText(example.output ?? printed));
    },
  );
});

/** How long something took is never the same. */
function withoutTimes(text: string): string {
  return text.replaceAll(/\d+(?:\.\d+)?(?= ms\b)/g, '?');
}
