import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createPluginSecrets } from '../../../src/manager/context/plugin-secrets.ts';
import { Redactor } from '../../../src/manager/context/redactor.ts';
import { resolveSecrets, type SecretProvider } from '../../../src/manager/context/resolve-secrets.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { identity } from './open-context.ts';

const PLUGIN = identity('acme.stats', '1.2.0');

function setUp(values: Readonly<Record<string, string>> = { STATS_TOKEN: 'hunter2' }) {
  const accessed: string[] = [];
  const redactor = new Redactor();
  const secrets = createPluginSecrets({
    plugin: PLUGIN,
    declared: ['STATS_TOKEN', 'OPTIONAL'],
    read: (key) => values[key],
    redactor,
    onAccess: (key) => accessed.push(key),
  });
  return { secrets, redactor, accessed };
}

test('a plugin reads the secrets that it declares', () => {
  const { secrets, accessed } = setUp();
  expect([secrets.get('STATS_TOKEN'), secrets.get('OPTIONAL')]).toEqual(['hunter2', undefined]);
  expect([secrets.has('STATS_TOKEN'), secrets.has('OPTIONAL'), secrets.has('OTHER')]).toEqual([true, false, false]);
  expect(accessed).toEqual(['STATS_TOKEN']);
});

test('a secret is blacked out from the moment it is read', () => {
  const { secrets, redactor } = setUp();
  secrets.get('STATS_TOKEN');
  expect(redactor.redact('hunter2')).toBe('[secret STATS_TOKEN]');
});

test('a secret of another plugin is refused, although it is there', () => {
  const { secrets } = setUp({ STATS_TOKEN: 'hunter2', OTHER_TOKEN: 'of another' });
  const error = thrownBy(() => secrets.get('OTHER_TOKEN'));
  expect([error.code, error.message, error.data]).toEqual([
    'SECRET_UNDECLARED',
    'The plugin "acme.stats" 1.2.0 asked for the secret "OTHER_TOKEN", which its manifest does not declare.',
    { plugin: 'acme.stats', version: '1.2.0', key: 'OTHER_TOKEN', declared: ['STATS_TOKEN', 'OPTIONAL'] },
  ]);
});

test('a key that is no string is refused without showing it', () => {
  const { secrets } = setUp();
  const error = thrownBy(() => secrets.get(['hunter2'] as unknown as string));
  expect([error.code, error.message]).toEqual([
    'CONTEXT_MISUSED',
    'The plugin "acme.stats" 1.2.0 called ctx.secrets.get wrongly: the key must be a string, not an array of 1.',
  ]);
});

test('nothing that prints, copies or serialises the secrets shows a value', () => {
  const { secrets } = setUp();
  secrets.get('STATS_TOKEN');
  const texts = [
    inspect(secrets, { showHidden: true, depth: 9 }),
    JSON.stringify(secrets),
    Object.prototype.toString.call(secrets),
    [secrets as unknown as string].join(),
    inspect({ ...secrets }, { showHidden: true }),
    JSON.stringify(Object.getOwnPropertyDescriptors(secrets)),
  ];
  expect(texts.filter((text) => text.includes('hunter2'))).toEqual([]);
  expect(Object.isFrozen(secrets)).toBe(true);
});

const DECLARED = [
  { key: 'STATS_TOKEN', required: true, description: 'From your account page.' },
  { key: 'REGION', required: true },
  { key: 'OPTIONAL', required: false },
];

function resolve(provider: SecretProvider | undefined, secrets = DECLARED) {
  return resolveSecrets({ plugin: PLUGIN, secrets, provider });
}

const FOUND = {
  values: new Map([
    ['STATS_TOKEN', 'hunter2'],
    ['REGION', 'eu'],
  ]),
};

test('secrets come from an object', async () => {
  expect(await resolve({ STATS_TOKEN: 'hunter2', REGION: 'eu', OTHER: 'x' })).toEqual(FOUND);
});

test('secrets come from a function, which is asked for the declared ones only', async () => {
  const asked: unknown[] = [];
  const values: Readonly<Record<string, string>> = { STATS_TOKEN: 'hunter2', REGION: 'eu' };
  const outcome = await resolve((wanted) => {
    asked.push(wanted);
    return wanted.key === 'REGION' ? Promise.resolve('eu') : values[wanted.key];
  });
  expect(outcome).toEqual(FOUND);
  expect(asked).toEqual(DECLARED.map(({ key }) => ({ plugin: 'acme.stats', key })));
});

test('all that is missing is named at once, with its description', async () => {
  const missing = {
    values: new Map(),
    verdict: {
      state: 'unconfigured',
      code: 'SECRET_MISSING',
      reason:
        'The plugin "acme.stats" 1.2.0 does not have its secrets: the secret "STATS_TOKEN" is missing (From your account page.); the secret "REGION" is missing.',
      remedy: 'Give the host the secrets that the message names.',
    },
  };
  expect(await resolve(undefined)).toEqual(missing);
  expect(await resolve({})).toEqual(missing);
  expect(await resolve({ STATS_TOKEN: '', REGION: undefined })).toEqual(missing);
});

test('a value of another type is named without showing it, also if the secret is optional', async () => {
  const provider = { STATS_TOKEN: 'hunter2', REGION: 'eu', OPTIONAL: 12345678 } as unknown as SecretProvider;
  expect(await resolve(provider)).toMatchObject({
    verdict: {
      reason:
        'The plugin "acme.stats" 1.2.0 does not have its secrets: the secret "OPTIONAL" must be a string, not a number.',
    },
  });
});

test.each([
  [
    'throws',
    () => {
      throw new Error('the vault is sealed');
    },
  ],
  ['rejects', () => Promise.reject(new Error('the vault is sealed'))],
] as const)('a provider that %s makes the plugin unconfigured', async (_, provider) => {
  expect(await resolve(provider, [DECLARED[2]!])).toMatchObject({
    verdict: { reason: expect.stringContaining('the secret "OPTIONAL" could not be read: the vault is sealed') },
  });
});

test('what objects inherit is no secret', async () => {
  expect(await resolve({}, [{ key: 'constructor', required: false }])).toEqual({ values: new Map() });
});
