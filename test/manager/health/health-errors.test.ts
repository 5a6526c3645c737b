import { expect, test } from 'vitest';
import {
  pluginBlockedLoop,
  pluginErrorLate,
  pluginTripped,
  reloadKeptCopy,
} from '../../../src/manager/health/health-errors.ts';

const BROKEN = new Error('no such user');
const TRIPPING = { plugin: 'acme.one', errors: 1, windowMs: 1500, cooldownMs: 500, isAgain: false, error: BROKEN };

test.each([
  [TRIPPING, 'The plugin "acme.one" failed 1 time within 1.5 s, and is left out for 500 ms: no such user'],
  [
    { ...TRIPPING, isAgain: true, cooldownMs: 120_000, error: 5 },
    'The plugin "acme.one" failed again when it was tried, and is left out for 120 s: the number 5',
  ],
  [
    { ...TRIPPING, errors: 3, windowMs: Infinity, cooldownMs: Infinity },
    'The plugin "acme.one" failed 3 times, and is left out for ever: no such user',
  ],
])('a plugin that tripped: %o', (tripping, message) => {
  expect(pluginTripped(tripping).message).toBe(message);
});

test('a plugin that tripped has its thresholds in data that JSON keeps', () => {
  const { data, cause } = pluginTripped({ ...TRIPPING, cooldownMs: Infinity });
  expect({ data, cause }).toEqual({
    data: { plugin: 'acme.one', errors: 1, windowMs: 1500, cooldownMs: 'Infinity', isAgain: false },
    cause: BROKEN,
  });
});

test('a plugin that may have blocked the event loop is not blamed for certain', () => {
  const blocking = { plugin: 'acme.one', hook: 'render', callId: 7, blockedMs: 250.6, certain: false };
  const { message, data } = pluginBlockedLoop(blocking);
  expect({ message, data }).toEqual({
    message:
      'The plugin "acme.one" may have kept the event loop busy for 251 ms in the hook "render": others ran at the same time.',
    data: { ...blocking, blockedMs: 251 },
  });
});

test('a rejection is told from an exception', () => {
  const { message, data, cause } = pluginErrorLate('acme.one', { error: BROKEN, origin: 'unhandledRejection' });
  expect({ message, data, cause }).toEqual({
    message: 'A rejection that nobody handled comes from the plugin "acme.one": no such user',
    data: { plugin: 'acme.one', origin: 'unhandledRejection' },
    cause: BROKEN,
  });
});

test('one copy that a reload left is one', () => {
  expect(reloadKeptCopy('acme.one', 1).message).toBe(
    'The plugin "acme.one" was reloaded: 1 earlier copy of its modules stays in memory.',
  );
});
