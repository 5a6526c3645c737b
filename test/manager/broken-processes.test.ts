import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { assertBuilt } from '../tooling/assert-built.ts';
import { expectedNames, expectedOf, type ExpectedFixture } from './expected-fixtures.ts';
import { copyFixtures, HEALTHY } from './fixture-plugins.ts';
import { runNode, type NodeResult } from './health/run-node.ts';

const HOST = fileURLToPath(new URL('./fixtures/fixture-host.mjs', import.meta.url));

/** What the host is told; see there. */
interface HostOrders {
  readonly lateErrors?: number;
  readonly disable?: readonly string[];
  readonly hears?: boolean;
  readonly fails?: boolean;
  readonly surviveErrors?: boolean;
  readonly captureConsole?: boolean;
}

/** What the host prints at its end. */
interface HostFacts {
  readonly first: readonly string[];
  readonly later: readonly (readonly string[])[];
  readonly states: Readonly<Record<string, string>>;
  readonly errors: readonly (readonly [plugin: string, phase: string, code: string, message: string])[];
  readonly blocked: readonly (readonly [plugin: string, code: string])[];
  readonly warnings: readonly (readonly [code: string, message: string])[];
  readonly lines: number;
}

beforeAll(assertBuilt);

async function runHost(names: readonly string[], orders: HostOrders = {}): Promise<NodeResult> {
  const folder = await createTemporaryFolder();
  await copyFixtures(names, folder);
  return runNode([HOST, JSON.stringify({ folder, ...orders })]);
}

/** Of a host that came to its end by itself, and had nothing to complain of. */
function factsOf({ code, stdout, stderr }: NodeResult): HostFacts {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as HostFacts;
}

const expectation = (name: string): ExpectedFixture => expectedOf(name, '');
const lateNames = expectedNames.filter((name) => expectation(name).late !== undefined);

/** How often the host calls: once, then twice at a time right before it stops. */
const CALLS = 3;

/** The one that fails in each call; all others do when they are activated, but for the next. */
const IN_CALLS = 'drops-promise';

/** The one whose error comes when it has been stopped. */
const ENDED = 'uses-ended-context';

function lateMessage(name: string): string {
  const [kind, message] = expectation(name).late!;
  return `${kind} that nobody handled comes from the plugin "acme.${name}": ${message}`;
}

function ordersFor(name: string): HostOrders {
  return { lateErrors: 1, disable: name === ENDED ? [`acme.${name}`] : [] };
}

describe.each(lateNames)('an error that comes late: %s', { timeout: 30_000 }, (name) => {
  const answersOf = (call: string) => [expectation(name).answer!, `${call} from acme.healthy`].toSorted();

  test('is an event that names the plugin, and everybody goes on', async () => {
    const facts = factsOf(await runHost([name, HEALTHY], ordersFor(name)));
    expect(facts.first.toSorted()).toEqual(answersOf('x'));
    const told = [`acme.${name}`, 'late', 'PLUGIN_ERROR_LATE', lateMessage(name)];
    const times = name === IN_CALLS ? CALLS : 1;
    expect(facts.errors).toEqual(Array.from({ length: times }, () => told));
    const isDisabled = name === ENDED;
    expect(facts.later.map((values) => values.toSorted())).toEqual(
      ['y', 'z'].map((call) => (isDisabled ? [`${call} from acme.healthy`] : answersOf(call))),
    );
    expect(facts.states).toEqual({ [`acme.${name}`]: isDisabled ? 'disabled' : 'active', 'acme.healthy': 'active' });
    expect(facts.warnings).toEqual([]);
  });

  test('is a warning of the process if nobody listens', async () => {
    const { code, stdout, stderr } = await runHost([name, HEALTHY], { ...ordersFor(name), hears: false });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as HostFacts).warnings).toEqual([['PLUGIN_ERROR_LATE', lateMessage(name)]]);
    expect(stderr).toContain(`[PLUGIN_ERROR_LATE] HooklineWarning: ${lateMessage(name)}`);
  });

  test('ends the process, as Node has it, where the host wants that', async () => {
    const { code, stdout, stderr } = await runHost([name, HEALTHY], { ...ordersFor(name), surviveErrors: false });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(expectation(name).late![1]);
    expect(stderr).toContain(`${name}/index.mjs`);
  });
});

test(
  'all late errors of the whole corpus are told, and the healthy plugin answers in every call',
  { timeout: 30_000 },
  async () => {
    const orders = { lateErrors: lateNames.length, disable: [`acme.${ENDED}`] };
    const facts = factsOf(await runHost(expectedNames, orders));
    const late = facts.errors.filter(([, phase]) => phase === 'late');
    expect(Object.fromEntries(late.map(([plugin, , , message]) => [plugin, message]))).toEqual(
      Object.fromEntries(lateNames.map((name) => [`acme.${name}`, lateMessage(name)])),
    );
    expect(facts.states).toEqual(Object.fromEntries(expectedNames.map((name) => [`acme.${name}`, stateOf(name)])));
    for (const [index, call] of ['x', 'y', 'z'].entries()) {
      const answers = expectedNames.flatMap((name) => (call !== 'x' && name === ENDED ? [] : answersTo(call, name)));
      expect([facts.first, ...facts.later][index]!.toSorted()).toEqual(answers.toSorted());
    }
    expect(facts.warnings).toEqual([]);
  },
);

function stateOf(name: string): string {
  const { failure, unresolved } = expectation(name);
  if (name === ENDED) return 'disabled';
  if (unresolved !== undefined) return 'unresolved';
  return failure === undefined ? 'active' : 'failed';
}

/** What a plugin answers to a call with this name, if it does. */
function answersTo(call: string, name: string): readonly string[] {
  const { answer } = expectation(name);
  return answer === undefined ? [] : [answer.replace(/^x /, `${call} `)];
}

test('an error of the host ends the process in spite of all plugins', { timeout: 30_000 }, async () => {
  const orders = { lateErrors: lateNames.length, disable: [`acme.${ENDED}`], fails: true };
  const { code, stdout, stderr } = await runHost(expectedNames, orders);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('Error: of the host');
});

test('a blocked event loop is told in each call, or once as a warning', { timeout: 30_000 }, async () => {
  const told = factsOf(await runHost(['blocks-loop', HEALTHY]));
  expect(told.blocked).toEqual(Array.from({ length: CALLS }, () => ['acme.blocks-loop', 'PLUGIN_BLOCKED_LOOP']));
  const { code, stderr } = await runHost(['blocks-loop', HEALTHY], { hears: false });
  expect(code).toBe(0);
  expect(
    stderr.match(/\[PLUGIN_BLOCKED_LOOP\] HooklineWarning: The plugin "acme.blocks-loop" kept the event loop busy/g),
  ).toHaveLength(1);
});

describe('a flood of lines on the console', { timeout: 30_000 }, () => {
  const names = ['floods-console', HEALTHY];
  const lines = CALLS * expectation('floods-console').prints!;

  test('is told to those who listen, line by line', async () => {
    const facts = factsOf(await runHost(names));
    expect([facts.lines, facts.first]).toEqual([lines, ['x from acme.floods-console', 'x from acme.healthy']]);
  });

  test.each([{ hears: false }, { captureConsole: false }])('is printed otherwise: %j', async (orders) => {
    const { code, stdout } = await runHost(names, orders);
    const printed = stdout.split('\n').filter((line) => line.startsWith('line '));
    expect([code, printed.length]).toEqual([0, lines]);
  });
});
