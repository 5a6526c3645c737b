import { satisfies } from '../../manifest/version-range.ts';

/** Beyond this many the answers are forgotten, and worked out again. */
const MAX_ANSWERS = 20_000;

const answers = new Map<string, boolean>();

/** `satisfies`, remembered: many plugins ask for the same few versions in the same few ranges, at every resolution. */
export function fits(version: string, range: string): boolean {
  const question = `${version} ${range}`;
  const known = answers.get(question);
  if (known !== undefined) return known;
  if (answers.size >= MAX_ANSWERS) answers.clear();
  const answer = satisfies(version, range);
  answers.set(question, answer);
  return answer;
}
