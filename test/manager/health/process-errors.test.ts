import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { watchProcessErrors } from '../../../src/manager/health/process-errors.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { assertBuilt } from '../../tooling/assert-built.ts';
import { runNode, type NodeResult } from './run-node.ts';

const HOST = fileURLToPath(new URL('./fixtures/host.mjs', import.meta.url));

const PLUGIN = `
const fail = () => { throw new Error('of the plugin'); };
export const timer = () => setTimeout(fail, 1);
export const listener = (emitter) => emitter.on('change', fail);
export const microtask = () => queueMicrotask(fail);
export const rejected = async () => fail();
export const promise = () => { rejected(); };
`;

beforeAll(assertBuilt);

interface HostRun {
  readonly scenario: string;
  readonly watched?: boolean;
  readonly flags?: readonly string[];
}

async function runHost({ scenario, watched = true, flags = [] }: HostRun): Promise<NodeResult> {
  const folder = await createTemporaryFolder({ 'index.mjs': PLUGIN });
  const { code, stdout, stderr } = await runNode([...flags, HOST, watched ? 'watched' : 'alone', scenario, folder]);
  // Numbers of processes and of rejections differ from run to run.
  return { code, stdout, stderr: stderr.replaceAll(/\(node:\d+\)|rejection id: \d+/g, '') };
}

describe('an error of a plugin', () => {
  test.each([
    ['pluginTimer', 'uncaughtException'],
    ['pluginListener', 'uncaughtException'],
    ['pluginMicrotask', 'uncaughtException'],
    ['pluginPromise', 'unhandledRejection'],
  ])('is named, and the process lives on: %s', async (scenario, origin) => {
    expect(await runHost({ scenario })).toEqual({
      code: 0,
      stdout: `acme.one ${origin}: of the plugin\nalive\n`,
      stderr: '',
    });
  });

  test('is recognised by its cause', async () => {
    expect(await runHost({ scenario: 'pluginCause' })).toEqual({
      code: 0,
      stdout: 'acme.one unhandledRejection: wrapped by the host\nalive\n',
      stderr: '',
    });
  });

  test.each(['strict', 'throw', 'none', 'warn'])('in a dropped promise is named once under %s', async (mode) => {
    const { code, stdout } = await runHost({ scenario: 'pluginPromise', flags: [`--unhandled-rejections=${mode}`] });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'acme.one unhandledRejection: of the plugin\nalive\n' });
  });

  test.each([
    ['pluginTimerListened', 'uncaughtException'],
    ['pluginPromiseListened', 'unhandledRejection'],
  ])('is heard by the host as well if it listens: %s', async (scenario, origin) => {
    expect(await runHost({ scenario })).toEqual({
      code: 0,
      stdout: `acme.one ${origin}: of the plugin\nhost heard ${origin}: of the plugin\nalive\n`,
      stderr: '',
    });
  });

  test('does not save the host from its own error later', async () => {
    const { code, stdout, stderr } = await runHost({ scenario: 'pluginThenHost' });
    expect({ code, stdout: stdout.split('\n').toSorted() }).toEqual({
      code: 1,
      stdout: ['', 'acme.one uncaughtException: of the plugin', 'acme.one unhandledRejection: of the plugin'],
    });
    expect(stderr).toContain('Error: of the host');
  });

  test('leaves nothing behind where a callback of the host takes all errors', async () => {
    const { code, stdout, stderr } = await runHost({ scenario: 'pluginCaptureCallback' });
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: 'acme.one uncaughtException: of the plugin\ncaptured: of the plugin\n',
    });
    expect(stderr).toContain('Error: of the host');
  });

  test('is told from one of the host in the same turn', async () => {
    const { code, stdout } = await runHost({ scenario: 'hostAndPluginTogether' });
    expect(code).toBe(0);
    expect(stdout).toContain('acme.one unhandledRejection: of the plugin\n');
    expect(stdout.match(/host heard uncaughtException: of the host\n/g)?.length).toBe(1);
  });

  test('does not end the process if it cannot be reported', async () => {
    const { code, stdout } = await runHost({ scenario: 'brokenWatcher' });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        'acme.one uncaughtException: of the plugin',
        'warned: An error of the plugin "acme.one" could not be reported (of the watcher): of the plugin',
        'alive',
        '',
      ].join('\n'),
    });
  });
});

describe('a foreign error goes the way that it would go without a watch', () => {
  const both = (scenario: string, flags: readonly string[] = []): Promise<NodeResult[]> =>
    Promise.all([runHost({ scenario, flags }), runHost({ scenario, flags, watched: false })]);

  test.each([
    ['timer', 1],
    ['rejection', 1],
    ['nonError', 1],
    ['thrownText', 1],
    ['rejectionOfNothing', 1],
    ['listenedException', 0],
    ['listenedRejection', 0],
    ['rejectionListenedAsException', 0],
    ['listenedOnce', 0],
    ['twoRejections', 0],
    ['captureCallback', 0],
    ['stopped', 1],
  ])('%s', async (scenario, code) => {
    const [watched, alone] = await both(scenario);
    expect(watched).toEqual(alone);
    expect(alone!.code).toBe(code);
  });

  test.each(['strict', 'throw', 'warn', 'warn-with-error-codes', 'none'])('a rejection under %s', async (mode) => {
    const [watched, alone] = await both('rejection', [`--unhandled-rejections=${mode}`]);
    expect(watched).toEqual(alone);
  });

  test('a rejection under strict that the host hears as an exception', async () => {
    const [watched, alone] = await both('rejectionListenedAsException', ['--unhandled-rejections=strict']);
    expect({ ...watched, stderr: '' }).toEqual({ ...alone, stderr: '' });
  });
});

test('listeners are there once for everybody, and the last one takes them away', () => {
  const events = ['uncaughtExceptionMonitor', 'unhandledRejection', 'newListener', 'removeListener'];
  const counts = () => Object.fromEntries(events.map((event) => [event, process.listenerCount(event)]));
  const before = counts();
  const ignore = (): void => {};
  const undo = [watchProcessErrors(ignore), watchProcessErrors(ignore), watchProcessErrors(ignore)];
  const during = counts();
  undo[0]!();
  undo[0]!();
  undo[1]!();
  const still = counts();
  undo[2]!();
  expect(during['uncaughtExceptionMonitor']).toBe(before['uncaughtExceptionMonitor']! + 1);
  expect([still, counts()]).toEqual([during, before]);
});

test('rejections are listened to only as long as others do, and before them', () => {
  const event = 'unhandledRejection';
  // Those of the test runner would count.
  const others = process.listeners(event);
  process.removeAllListeners(event);
  onTestFinished(() => {
    process.removeAllListeners(event);
    for (const other of others) process.on(event, other);
  });
  const ours = () => process.listeners(event).map((listener) => listener !== theirs);
  const theirs = (): void => {};
  const undo = watchProcessErrors(() => {});
  const alone = ours();
  process.on(event, theirs);
  process.on(event, theirs);
  const beside = ours();
  process.off(event, theirs);
  const stillBeside = ours();
  process.off(event, theirs);
  const aloneAgain = ours();
  process.once(event, theirs);
  const besideAgain = ours();
  undo();
  expect([alone, beside, stillBeside, aloneAgain, besideAgain, ours()]).toEqual([
    [],
    [true, false, false],
    [true, false],
    [],
    [true, false],
    [false],
  ]);
});
