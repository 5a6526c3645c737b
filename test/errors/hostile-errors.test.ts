import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { type ErrorData, fromWire, HooklineError, toWire, type WireError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { errorWithGetter, hostileValues, revoked, trapped } from './hostile-values.ts';

/** Whether `wire` is plain JSON that an error can be made of. */
function isSound(wire: WireError): boolean {
  return (
    isDeepStrictEqual(JSON.parse(JSON.stringify(wire)), wire) &&
    typeof wire.name === 'string' &&
    typeof wire.message === 'string' &&
    fromWire(wire) instanceof Error
  );
}

describe.each(hostileValues)('%s', (_, value) => {
  test('can be thrown, be a cause, a member of an AggregateError, and data', () => {
    const thrown = [
      value,
      new Error('outer', { cause: value }),
      new AggregateError([value, value], 'all'),
      new HooklineError('HOOK_FAILED', 'outer', { data: { value }, cause: value }),
      new HooklineError('HOOK_FAILED', 'outer', { data: value as ErrorData }),
    ];
    expect(thrown.map((each) => isSound(toWire(each)))).toEqual(thrown.map(() => true));
  });

  test('is garbage that fromWire makes an Error of', () => {
    const garbage = [
      value,
      { name: value, message: value, stack: value, code: value },
      { hookline: true, code: 'HOOK_FAILED', hint: value, data: value, cause: value, errors: value },
      { errors: [value], cause: { thrown: value } },
    ];
    expect(garbage.map((each) => isSound(toWire(fromWire(each))))).toEqual(garbage.map(() => true));
  });
});

describe('an error with a getter', () => {
  test('is kept but for what cannot be read', () => {
    const error = errorWithGetter('message', () => {
      throw new Error('hidden');
    });
    expect(toWire(error)).toMatchObject({ name: 'Error', message: '' });
  });

  test('is read once for each property, so that it cannot change its mind', () => {
    let reads = 0;
    const error = errorWithGetter('message', () => (++reads === 1 ? 'text' : Symbol('no text')));
    expect(toWire(error).message).toBe('text');
  });
});

test('a proxy whose traps throw is described by its type alone', () => {
  const unreadable = { name: 'NonError', message: 'an unreadable object', thrown: 'an unreadable object' };
  expect(toWire(trapped(new Error('hidden')))).toStrictEqual(unreadable);
  expect(toWire(revoked(new Error('hidden')))).toStrictEqual(unreadable);
});

/** Makes a value. fast-check looks into what it generates, so hostile values are made behind its back. */
type Recipe = () => unknown;

const KEYS = ['name', 'message', 'stack', 'code', 'hint', 'data', 'cause', 'errors'];

/** Recipes for anything, and for errors that hold anything in place of what belongs there. */
const { recipe: recipes } = fc.letrec<{ recipe: Recipe; error: Recipe }>((tie) => ({
  recipe: fc.oneof(
    { maxDepth: 3 },
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }).map((value) => () => value),
    fc.constantFrom(
      ...hostileValues.map(
        ([, value]) =>
          () =>
            value,
      ),
    ),
    tie('error'),
  ),
  error: fc
    .tuple(
      fc.constantFrom<() => object>(
        () => withStack(new Error('plain')),
        () => withStack(new HooklineError('HOOK_FAILED', 'branded')),
        () => ({ hookline: true }),
      ),
      fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(tie('recipe'), toListRecipe(tie('recipe')))),
    )
    .map(([base, properties]) => () => {
      const values = Object.entries(properties).map(([key, make]) => [key, { value: make(), writable: true }]);
      return Object.defineProperties(base(), Object.fromEntries(values) as PropertyDescriptorMap);
    }),
}));

/** The engine writes a stack when it is first read or replaced, and fails where name and message are hostile by then. */
function withStack(error: Error): Error {
  return Object.assign(error, { stack: error.stack });
}

function toListRecipe(members: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.array(members, { maxLength: 3 }).map((list) => () => list.map((make) => make()));
}

test('toWire makes sound JSON of anything, and fromWire an Error', () => {
  const holds = fc.property(recipes, (make) => {
    const value = make();
    return isSound(toWire(value)) && isSound(toWire(fromWire(value)));
  });
  expect(() => fc.assert(holds, { numRuns: 300 })).not.toThrow();
});
