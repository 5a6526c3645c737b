import { describe, expect, test } from 'vitest';
import { LOG_LEVELS, LogLevels, isLogThreshold } from '../../../src/manager/context/log-levels.ts';
import { createPluginLog, type LogRecord, type PluginLogParts } from '../../../src/manager/context/plugin-log.ts';
import { Redactor } from '../../../src/manager/context/redactor.ts';
import { hostileValues } from '../../errors/hostile-values.ts';
import { identity } from './open-context.ts';

function setUp(parts: Partial<PluginLogParts> = {}) {
  const records: LogRecord[] = [];
  const redactor = new Redactor();
  redactor.add('TOKEN', 'hunter2');
  const log = createPluginLog({
    plugin: identity(),
    redactor,
    isEnabled: () => true,
    emit: (record) => records.push(record),
    now: () => 1234,
    ...parts,
  });
  return { log, records };
}

test('a record says who logged what, when and in which call', () => {
  const { log, records } = setUp({ call: { hook: 'render', callId: 7 } });
  log.warn('almost full', { free: 3 });
  const { log: plain, records: plainRecords } = setUp();
  plain.debug('x');
  const base = { plugin: 'acme.one', version: '1.0.0', time: 1234 };
  expect(records).toEqual([
    { ...base, level: 'warn', message: 'almost full', data: { free: 3 }, hook: 'render', callId: 7 },
  ]);
  expect(plainRecords).toEqual([{ ...base, level: 'debug', message: 'x' }]);
});

test('secrets are blacked out in messages and data', () => {
  const { log, records } = setUp();
  log.error('wrong: hunter2', { header: 'Bearer hunter2' });
  expect(records).toMatchObject([{ message: 'wrong: [secret TOKEN]', data: { header: 'Bearer [secret TOKEN]' } }]);
});

test('a level that is off reads nothing of what is logged', () => {
  const { log, records } = setUp({ isEnabled: (level) => level === 'error' });
  const data = {
    get expensive(): never {
      throw new Error('read');
    },
  };
  log.debug('x', data);
  log.info('x', data);
  log.warn('x', data);
  expect(records).toEqual([]);
});

test.each(hostileValues)('%s can be logged, as data and as message', (_, value) => {
  const { log, records } = setUp();
  log.info('hostile', value);
  log.info(value as string);
  expect(records.map(({ message }) => typeof message)).toEqual(['string', 'string']);
  expect(JSON.parse(JSON.stringify(records))).toEqual(records);
});

test('an error in place of the message gives its message', () => {
  const { log, records } = setUp();
  log.error(new Error('no such file') as unknown as string);
  expect(records[0]?.message).toBe('no such file');
});

test('the functions work without their log, and the log is frozen', () => {
  const { log, records } = setUp();
  const { info } = log;
  info('x');
  expect([records.length, Object.isFrozen(log)]).toEqual([1, true]);
});

test('what is logged after the plugin was stopped is marked', () => {
  const { log, records } = setUp({ isLate: () => true });
  log.info('x');
  expect(records).toMatchObject([{ late: true }]);
});

describe('log levels', () => {
  const allowed = (levels: LogLevels, plugin: string) => LOG_LEVELS.filter((level) => levels.allows(plugin, level));

  test('let through what is at least as grave as the threshold', () => {
    expect(allowed(new LogLevels(), 'a')).toEqual(['info', 'warn', 'error']);
    expect(allowed(new LogLevels('debug'), 'a')).toEqual([...LOG_LEVELS]);
    expect(allowed(new LogLevels('silent'), 'a')).toEqual([]);
  });

  test('of one plugin change without those of another', () => {
    const levels = new LogLevels('error');
    levels.set('a', 'debug');
    expect([allowed(levels, 'a').length, allowed(levels, 'b').length]).toEqual([4, 1]);
    levels.set(undefined, 'silent');
    expect([levels.get('a'), levels.get('b'), levels.get()]).toEqual(['debug', 'silent', 'silent']);
    levels.reset('a');
    expect(levels.get('a')).toBe('silent');
  });

  test('know which names there are', () => {
    expect(['debug', 'silent', 'loud', 'constructor', 1].map(isLogThreshold)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
