import { beforeAll, expect, test } from 'vitest';
import { InMemoryProject } from './in-memory-project.ts';
import { callFiles, HOOK_COUNT, hookspecFiles, pluginFiles, schemaFiles } from './large-host.ts';

// Instantiations are how many types the compiler makes out of generic ones. They are a measure of its work that is the same
// on every machine. What the zod schemas cost by themselves is not counted. Each bound is the figure reached and 15 % more.

let ofSchemas: number;

beforeAll(() => {
  ofSchemas = new InMemoryProject(schemaFiles).countInstantiations();
});

test(`${HOOK_COUNT} hookspecs cost at most 3,050 instantiations`, () => {
  expect(countBeyondSchemas(hookspecFiles)).toBeLessThanOrEqual(3050); // 2,648
});

test('a plugin that implements all of them costs at most 5,000 more', () => {
  const plugin = countBeyondSchemas(pluginFiles({ count: 1, hooksEach: HOOK_COUNT }));
  expect(plugin - countBeyondSchemas(hookspecFiles)).toBeLessThanOrEqual(5000); // 4,354
});

test('further plugins cost next to nothing: hooks are paid for, not hookimpls', () => {
  const one = countBeyondSchemas(pluginFiles({ count: 1, hooksEach: HOOK_COUNT }));
  const five = countBeyondSchemas(pluginFiles({ count: 5, hooksEach: HOOK_COUNT }));
  const sharing = countBeyondSchemas(pluginFiles({ count: 5, hooksEach: HOOK_COUNT / 5 }));
  expect(five).toBeLessThanOrEqual(8050); // 7,010
  expect([five - one, Math.abs(five - sharing)].map((difference) => difference < 100)).toEqual([true, true]);
});

test('a hook that nobody implements costs only its hookspec', () => {
  const plugin = countBeyondSchemas(pluginFiles({ count: 1, hooksEach: HOOK_COUNT / 5 }));
  expect(plugin - countBeyondSchemas(hookspecFiles)).toBeLessThanOrEqual(1050); // 914
});

test('a call of each of them costs at most 10,300 more', () => {
  const plugins = { count: 1, hooksEach: HOOK_COUNT };
  const calls = countBeyondSchemas(callFiles(plugins)) - countBeyondSchemas(pluginFiles(plugins));
  expect(calls).toBeLessThanOrEqual(10_300); // 8,978
});

const counted = new Map<string, number>();

function countBeyondSchemas(files: Readonly<Record<string, string>>): number {
  const key = JSON.stringify(files);
  const known = counted.get(key) ?? new InMemoryProject(files).countInstantiations() - ofSchemas;
  counted.set(key, known);
  return known;
}
