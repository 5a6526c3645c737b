import { callsOf, createTestManager, fakePlugin, serviceDouble } from 'hookline/testing';
import { expect, test } from 'vitest';
import { kitHookspecs as hookspecs, type KitHooks } from './kit-hooks.ts';

interface Rates {
  rateOf(currency: string): number;
  load(): Promise<string>;
  readonly source: string;
}

function createRates(): Rates {
  return serviceDouble<Rates>({
    source: 'bank',
    rateOf: (currency) => {
      if (currency === '') throw new RangeError('no currency');
      return currency === 'CHF' ? 1 : 2;
    },
    load: async () => 'loaded',
  });
}

test('a double does what it is given, and records its calls', async () => {
  const rates = createRates();
  const promise = rates.load();
  expect([rates.rateOf('CHF'), rates.rateOf('EUR'), rates.source, await promise]).toEqual([1, 2, 'bank', 'loaded']);
  expect(() => rates.rateOf('')).toThrow('no currency');
  expect(callsOf(rates).all).toEqual([
    { method: 'load', args: [], result: promise },
    { method: 'rateOf', args: ['CHF'], result: 1 },
    { method: 'rateOf', args: ['EUR'], result: 2 },
    { method: 'rateOf', args: [''], thrown: new RangeError('no currency') },
  ]);
  expect(callsOf(rates).of('rateOf')).toEqual([['CHF'], ['EUR'], ['']]);
  callsOf(rates).clear();
  expect(callsOf(rates).all).toEqual([]);
});

test('a member that it does not have is named, and the likely one too', () => {
  const rates = createRates() as Rates & { rateof(currency: string): number };
  expect(() => rates.rateof('CHF')).toThrow('The service double has no member "rateof". Did you mean "rateOf"?');
});

test('promises and test runners may look at it', async () => {
  const rates = createRates();
  expect(await Promise.resolve(rates)).toBe(rates);
  expect(JSON.stringify(rates)).toBe('{"source":"bank"}');
  expect(rates).toMatchObject({ source: 'bank' });
});

test('a plugin gets it as a service', async () => {
  const rates = createRates();
  await using host = await createTestManager<KitHooks>({
    hookspecs,
    services: { rates: { version: '1.0.0', value: rates } },
    plugins: [
      fakePlugin<KitHooks, { readonly services: { readonly rates: Rates } }>({
        manifest: { requires: { rates: '^1.0' } },
        hooks: { greet: async ({ name }, ctx) => `${(await ctx.services.get('rates')).rateOf(name)}` },
      }),
    ],
  });
  expect(await host.execute('greet', { name: 'EUR' })).toEqual(['2']);
  expect(callsOf(rates).of('rateOf')).toEqual([['EUR']]);
});

test('nothing else is taken for a double', () => {
  expect(() => callsOf({})).toThrow(
    'callsOf cannot be used like this: it takes what serviceDouble gave, not an object.',
  );
  expect(() => serviceDouble<Rates>(5 as never)).toThrow(
    'serviceDouble cannot be used like this: it takes an object, not the number 5.',
  );
});

test('a double of a frozen object works as one of any other', () => {
  const double = serviceDouble<{ one(): number }>(Object.freeze({ one: () => 1 }));
  expect([double.one(), Object.keys(double), callsOf(double).of('one')]).toEqual([1, ['one'], [[]]]);
});

test('a double takes another method in the place of one that was called', () => {
  const double = serviceDouble<{ one(): number }>({ one: () => 1 });
  expect(double.one()).toBe(1);
  double.one = () => 2;
  expect([double.one(), callsOf(double).all.map(({ result }) => result)]).toEqual([2, [1, 2]]);
});
