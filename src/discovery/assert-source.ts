import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { readProperty } from '../errors/read-property.ts';
import type { Source } from './source.ts';

/** @throws SOURCE_INVALID for what `directory`, `nodeModules`, `list` and `builtin` do not give, nor anything like it */
export function assertSource(value: unknown): asserts value is Source {
  const problem = findProblem(value);
  if (problem === undefined) return;
  throw new HooklineError('SOURCE_INVALID', `A source of plugins is not valid: ${problem}.`, {
    hint: hintFor(value),
    data: { problem },
  });
}

function findProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return `it is ${describeValue(value)}`;
  const name = readProperty(value, 'name');
  if (typeof name !== 'string') return `its "name" must be a string, not ${describeValue(name)}`;
  const trusted = readProperty(value, 'trusted');
  if (typeof trusted !== 'boolean') return `its "trusted" must be true or false, not ${describeValue(trusted)}`;
  const find = readProperty(value, 'find');
  if (typeof find !== 'function') return `its "find" must be a function, not ${describeValue(find)}`;
  return undefined;
}

function hintFor(value: unknown): string {
  if (typeof value === 'string') return `Use directory(${JSON.stringify(value)}) for a folder of plugins.`;
  return 'Use directory(), nodeModules(), list() or builtin().';
}
