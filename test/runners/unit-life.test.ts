import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { startProcessUnit } from '../../src/runners/start-process-unit.ts';
import { UNIT_PROGRAM } from '../../src/runners/unit-program.ts';
import { plainContext } from './unit-context.ts';
import { createRequest, handlerOf, RUNNERS, startUnit, type Runner, type StartedUnit } from './unit-request.ts';

const PROCESS: Runner = ['process', startProcessUnit];

/** Starts and activates a plugin with one handler of "greet". */
async function activated(runner: Runner, handler: string, options: Parameters<typeof startUnit>[2] = {}) {
  const unit = await startUnit(runner, `export default { hooks: { greet: ${handler} } };`, options);
  await unit.definition.activate!(plainContext());
  return unit;
}

const greet = (unit: StartedUnit, args: unknown = {}, signal?: AbortSignal): Promise<unknown> =>
  Promise.resolve(handlerOf(unit, 'greet')(args, plainContext(signal)));

/** What a start is rejected with. */
async function refusal([, start]: Runner, code: string, options: Parameters<typeof startUnit>[2] = {}) {
  const request = await createRequest(code, options);
  return start(request).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe.each(RUNNERS)('a unit in a %s', (...runner) => {
  const [name] = runner;

  test('ends when it is stopped, twice or more', async () => {
    const unit = await activated(runner, '() => 1');
    expect(await greet(unit)).toBe(1);
    await Promise.all([unit.stop(), unit.stop()]);
    await unit.stop();
    expect(await unit.exited).toEqual({
      code: 0,
      signal: null,
      reason: 'ended with the exit code 0',
      lastLines: [],
    });
    await expect(greet(unit)).rejects.toMatchObject({
      code: 'RPC_CLOSED',
      message: 'The connection to the plugin "acme.one" is closed: it was stopped.',
    });
    // What has ended needs no end.
    expect(await unit.definition.deactivate?.(plainContext())).toBe(undefined);
  });

  test('rejects what is in flight when it ends itself, with how it ended and what it last wrote', async () => {
    const unit = await activated(
      runner,
      `() => { for (let i = 0; i < 30; i++) console.error('line ' + i); return new Promise(() => setTimeout(() => process.exit(7), 50)); }`,
    );
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 10}`);
    const reason = 'ended with the exit code 7';
    const error = await greet(unit).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'RPC_CLOSED',
      message: `The connection to the plugin "acme.one" is closed: it ${reason}. It last wrote:\n${lines.join('\n')}`,
      data: { exitCode: 7, signal: null, lastLines: lines },
    });
    expect(await unit.exited).toEqual({ code: 7, signal: null, reason, lastLines: lines });
    await unit.stop();
  });

  test('ends with an error that is thrown where nobody catches it', async () => {
    const unit = await activated(
      runner,
      `() => new Promise(() => setTimeout(() => { throw new RangeError('astray'); }))`,
    );
    await expect(greet(unit)).rejects.toThrow(/astray/);
    expect(await unit.exited).toMatchObject({ code: 1 });
  });

  test('ends with a promise whose rejection nobody handles', async () => {
    const unit = await activated(
      runner,
      `() => { Promise.reject(new RangeError('astray')); return new Promise(() => {}); }`,
    );
    await expect(greet(unit)).rejects.toThrow(/astray/);
    expect(await unit.exited).toMatchObject({ code: 1 });
  });

  test('is ended in spite of an endless loop, and its caller is settled at once by its signal', async () => {
    const unit = await activated(runner, '() => { while (true); }');
    const controller = new AbortController();
    const call = greet(unit, {}, controller.signal);
    setTimeout(() => controller.abort(new Error('too long')), 50);
    await expect(call).rejects.toThrow('too long');
    await unit.stop();
    expect(await unit.exited).toMatchObject(name === 'process' ? { code: null, signal: 'SIGTERM' } : { code: 1 });
  });

  test('is ended though it takes no notice of a polite end', async () => {
    const unit = await activated(
      runner,
      `() => { process.on('SIGTERM', () => {}); process.exit = () => {}; process.reallyExit = () => {}; return 1; }`,
    );
    await greet(unit);
    await unit.stop();
    expect(await unit.exited).toMatchObject({ reason: expect.stringMatching(/^(?:ended|was ended) /) });
  });

  test('has its output read as lines, however much it is', async () => {
    const unit = await activated(
      runner,
      `() => {
        console.log('one\\ntwo');
        console.error('x'.repeat(10_000));
        for (let i = 0; i < 200; i++) process.stdout.write('y'.repeat(100_000));
        console.log('');
        process.stdout.write('the end');
        return new Promise((resolve) => process.stdout.write('', () => resolve(process.stdout.writableLength)));
      }`,
    );
    await greet(unit);
    await unit.stop();
    await unit.exited;
    expect(unit.output.filter(({ stream }) => stream === 'stderr')).toEqual([
      { stream: 'stderr', line: 'x'.repeat(8192) },
    ]);
    expect(unit.output.filter(({ stream }) => stream === 'stdout').map(({ line }) => line)).toEqual([
      'one',
      'two',
      'y'.repeat(8192),
      'the end',
    ]);
  });

  test('has the environment that it is given, and no other', async () => {
    const unit = await activated(runner, '() => ({ ...process.env })', { env: { LANG: 'C' } });
    expect(await greet(unit)).toEqual({ LANG: 'C' });
  });

  test('is not started with a plugin that fails while it is imported', async () => {
    const start = { plugin: 'acme.one', version: '1.0.0', file: expect.stringContaining('plugin.mjs') };
    expect(await refusal(runner, `throw new RangeError('no disk');`)).toMatchObject({
      code: 'ENTRY_IMPORT_FAILED',
      message: 'The entry of the plugin "acme.one" 1.0.0 failed while it was imported: no disk',
      data: start,
      cause: { name: 'RangeError', message: 'no disk' },
    });
    expect(await refusal(runner, `import './other.mjs';`)).toMatchObject({ code: 'ENTRY_DEPENDENCY_MISSING' });
    expect(await refusal(runner, 'export const hooks = {};')).toMatchObject({ code: 'ENTRY_EXPORT_INVALID' });
    expect(await refusal(runner, `console.error('bad'); process.exit(3);`)).toMatchObject({
      code: 'ENTRY_IMPORT_FAILED',
      message: expect.stringMatching(/while it was imported: it ended with the exit code 3\./) as string,
      data: { ...start, exitCode: 3 },
    });
  });

  test('is not started with a plugin that does not finish importing, not even by a loop', async () => {
    const late = {
      code: 'ENTRY_IMPORT_TIMEOUT',
      message: 'The entry of the plugin "acme.one" 1.0.0 did not finish importing within 1000 ms.',
    };
    expect(
      await refusal(runner, `await new Promise((resolve) => setTimeout(resolve, 60_000));`, { startMs: 1000 }),
    ).toMatchObject(late);
    expect(await refusal(runner, 'while (true);', { startMs: 1000 })).toMatchObject(late);
  });

  test('is refused for a promise of a plugin', async () => {
    expect(await refusal(runner, 'export default Promise.resolve({});')).toMatchObject({
      code: 'ENTRY_EXPORT_INVALID',
      message:
        'The default export of the plugin "acme.one" 1.0.0 is not a plugin: it is a promise; export the plugin itself, and wait for things in "activate".',
    });
  });

  test('is refused for a plugin that contributes hooks', async () => {
    expect(await refusal(runner, 'export default { hookspecs: { after_save: {} } };')).toMatchObject({
      code: 'RUNNER_UNSUPPORTED',
      message: 'The plugin "acme.one" 1.0.0 contributes hooks, and so cannot run in a thread or process of its own.',
    });
  });

  test('is ended when it takes more memory than it may', async () => {
    const unit = await activated(runner, '() => { const all = []; while (true) all.push({ a: [] }); }', {
      memoryMb: 64,
    });
    const error = await greet(unit).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'RPC_CLOSED', message: expect.stringMatching(/memory/) as string });
  });

  test('is said not to be responsive, and is ended, when it leaves a call unanswered and is silent', async () => {
    const said: boolean[] = [];
    const unit = await activated(runner, '() => { while (true); }', {
      hangMs: 3500,
      onResponsive: (isResponsive) => said.push(isResponsive),
    });
    const reason = 'did not answer for 3500 ms, and was ended';
    await expect(greet(unit)).rejects.toThrow(`The connection to the plugin "acme.one" is closed: it ${reason}.`);
    expect(await unit.exited).toMatchObject({ reason });
    expect(said).toEqual([false]);
  }, 10_000);

  test('can be left without what its plugin must not use', async () => {
    const code = `
      import { connect } from 'node:net';
      export default { hooks: { greet: () => { try { connect(9); } catch (error) { return error.message; } } } };`;
    const unit = await startUnit(runner, code, { granted: { net: false, exec: false, native: false } });
    await unit.definition.activate!(plainContext());
    expect(await greet(unit)).toEqual(expect.any(String));
  });

  test('gives what cannot be sent as an error that says where it is', async () => {
    const unit = await activated(runner, '() => ({ list: [() => {}] })');
    await expect(greet(unit)).rejects.toMatchObject({ code: 'RPC_VALUE_UNSENDABLE', data: { path: 'list.0' } });
  });
});

describe.each(RUNNERS.filter(canMeasure))('a unit in a %s', (...runner) => {
  test('is ended for buffers beside its heap', async () => {
    const unit = await activated(
      runner,
      `async () => { const all = []; while (true) { all.push(Buffer.alloc(1e7, 1)); await new Promise((r) => setTimeout(r, 5)); } }`,
      { memoryMb: 64 },
    );
    await expect(greet(unit)).rejects.toThrow(/it used \d+ MiB of memory, of at most 128, and was ended/);
    expect(await unit.exited).toMatchObject({ reason: expect.stringMatching(/^used /) as string });
  });
});

/** Older versions of Node do not tell how much a thread uses, other systems not how much a process does. */
function canMeasure([name]: Runner): boolean {
  return name === 'process' ? process.platform === 'linux' : 'getHeapStatistics' in Worker.prototype;
}

describe('a process', () => {
  test('is started by a launcher, and a launcher that is not there is an error', async () => {
    const unit = await activated(PROCESS, '() => ({ ...process.env })', {
      launcher: (argv) => ['/usr/bin/env', 'LAUNCHED=yes', ...argv],
    });
    expect(await greet(unit)).toEqual({ LAUNCHED: 'yes' });
    expect(await refusal(PROCESS, 'export default {};', { launcher: () => ['/none/launcher'] })).toMatchObject({
      code: 'RUNNER_START_FAILED',
    });
    expect(await refusal(PROCESS, 'export default {};', { execArgv: ['--no-such-flag'] })).toMatchObject({
      code: 'RUNNER_START_FAILED',
      message: expect.stringMatching(
        /could not be started: it ended with the exit code 9\. It last wrote:\n.*no-such-flag/,
      ) as string,
    });
  });

  test('says what it is to those who start it by hand', async () => {
    const child = spawn(process.execPath, [UNIT_PROGRAM.pathname], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [text] = (await once(child.stderr.setEncoding('utf8'), 'data')) as [string];
    const [code] = (await once(child, 'close')) as [number];
    expect([code, text]).toEqual([
      64,
      'This runs a plugin of a host, and is started by it: use the plugin manager of Hookline.\n',
    ]);
  });
});
