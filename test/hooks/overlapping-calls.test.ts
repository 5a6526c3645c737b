import * as fc from 'fast-check';
import { KINDS, type HookContext, type Kind, type Registration, type Reported } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, counts, setUp, settled, specOf, type SetUp } from './call-setup.ts';

const CALLS = 200;
const PLUGINS = 6;
const kinds: readonly Kind[] = ['collect', 'first', 'waterfall', 'parallel'];

/** A plugin of the test: what its handler does depends on nothing but the plugin and the call. */
interface Plugin {
  readonly number: number;
  readonly priority: number;
  /** Counts registrations, as the order of equals does. */
  readonly sequence: number;
}

type Outcome = 'answer' | 'nothing' | 'throw';

/** The same small number for the same numbers. */
function mix(seed: number, ...numbers: readonly number[]): number {
  let state = seed;
  for (const number of numbers) state = Math.imul(state ^ (number + 0x9e_37), 0x01_00_01_93) >>> 3;
  return state;
}

function outcomeOf(seed: number, plugin: number, call: number): Outcome {
  return (['answer', 'answer', 'nothing', 'throw'] as const)[mix(seed, plugin, call) % 4]!;
}

/** Gives nothing where a handler answers at once; otherwise a promise that is kept some turns later. */
function pause(length: number): Promise<void> | undefined {
  if (length % 5 === 0) return undefined;
  const turns = length % 7;
  return (async () => {
    for (let turn = 0; turn < turns; turn++) {
      await (length % 3 === 0 ? new Promise((resolve) => setImmediate(resolve)) : Promise.resolve());
    }
  })();
}

interface Args {
  readonly call: number;
  readonly text: string;
}

/** What a call gives with the plugins that are there when it starts. */
function modelOf(kind: Kind, seed: number, call: number, plan: readonly Plugin[]): { value: unknown; ran: number[] } {
  const ran: number[] = [];
  const answers: string[] = [];
  let text = `call ${call}`;
  for (const { number } of plan) {
    ran.push(number);
    if (outcomeOf(seed, number, call) !== 'answer') continue;
    text = KINDS[kind].gives === 'thread' ? `${text} p${number}` : `p${number} of ${call}`;
    answers.push(text);
    if (KINDS[kind].onAnswer === 'stop') break;
  }
  const values = { answers, answer: answers[0], thread: text, nothing: undefined };
  return { value: values[KINDS[kind].gives], ran };
}

/** The hooks of a run, the plugins in them, and what the handlers saw. */
class Overlap {
  readonly #kind: Kind;
  readonly #seed: number;
  readonly setUp: SetUp;
  readonly #registrations = new Map<Plugin, Registration>();
  #sequence = 0;
  /** The ids under which the handlers of a call knew it. */
  readonly callIds = Array.from({ length: CALLS }, () => new Set<number>());
  /** The plugins whose handlers ran in a call, in order. */
  readonly ran = Array.from({ length: CALLS }, (): number[] => []);
  /** How many calls there were at a time, at most. */
  most = 0;
  #running = 0;

  constructor(kind: Kind, seed: number, backend: (typeof backends)[number]) {
    const args = { call: z.number(), text: z.string() };
    const spec = specOf({ kind, sync: false }, { args, ...(kind === 'waterfall' ? { thread: 'text' } : {}) });
    this.#kind = kind;
    this.#seed = seed;
    this.setUp = setUp(spec, { backend });
  }

  /** Disposes of the plugin with that number, or registers it if it is not there. */
  toggle(number: number): void {
    const known = [...this.#registrations.keys()].find((plugin) => plugin.number === number);
    if (known !== undefined) {
      this.#registrations.get(known)!.dispose();
      this.#registrations.delete(known);
      return;
    }
    const plugin = { number, priority: mix(this.#seed, number) % 3, sequence: this.#sequence++ };
    const handler = (args: Args, ctx: HookContext): unknown => this.#handle(number, args, ctx);
    this.#registrations.set(plugin, this.setUp.add(`acme.p${number}`, { priority: plugin.priority, handler }));
  }

  /** Starts a call in one of the ways there are. Gives what came of it, and what should have. */
  async compare(call: number): Promise<{ readonly seen: unknown; readonly expected: unknown }> {
    const plan = [...this.#registrations.keys()].toSorted(
      (left, right) => right.priority - left.priority || left.sequence - right.sequence,
    );
    const { value, ran } = modelOf(this.#kind, this.#seed, call, plan);
    const statuses = ran.map((plugin) => [
      `acme.p${plugin}`,
      outcomeOf(this.#seed, plugin, call) === 'throw' ? 'error' : 'ok',
    ]);
    this.most = Math.max(this.most, ++this.#running);
    const seen = await this.#start(call, { call, text: `call ${call}` });
    this.#running -= 1;
    return {
      seen: { call, ran: this.ran[call], statuses, ...seen },
      expected: { call, ran, statuses, value },
    };
  }

  async #start(call: number, args: Args): Promise<{ readonly value: unknown; readonly statuses?: unknown }> {
    const { hooks } = this.setUp;
    if (call % 3 === 0) return { value: await hooks.execute('work', args) };
    if (call % 3 === 1) {
      return { value: await hooks.execute('work', args, { signal: new AbortController().signal }) };
    }
    const { value, report } = (await hooks.executeWithReport('work', args)) as Reported<unknown>;
    const started = report.entries.filter(({ status }) => status !== 'skipped');
    return { value, statuses: started.map(({ plugin, status }) => [plugin, status]) };
  }

  #handle(number: number, { call, text }: Args, { callId }: HookContext): unknown {
    this.ran[call]!.push(number);
    this.callIds[call]!.add(callId);
    const end = (): unknown => {
      const outcome = outcomeOf(this.#seed, number, call);
      if (outcome === 'throw') throw new Error(`p${number} in ${call}`);
      if (outcome === 'nothing') return undefined;
      return this.#kind === 'waterfall' ? `${text} p${number}` : `p${number} of ${call}`;
    };
    const paused = pause(mix(this.#seed, call, number));
    return paused === undefined ? end() : paused.then(end);
  }
}

/** What happens between two calls: which plugins come or go, and whether the calls in flight may go on. */
const stepsBetween = fc.array(
  fc.record({
    toggles: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.nat(PLUGINS - 1), { maxLength: 2 }) },
    ),
    wait: fc.constantFrom('no', 'no', 'no', 'microtask', 'immediate'),
  }),
  { minLength: CALLS, maxLength: CALLS, size: 'max' },
);

describe.each(backends)('calls that overlap, on the backend %s', (backend) => {
  test.each(kinds)(
    '%s: each works on the plugins that were there when it started',
    { timeout: 60_000 },
    async (kind) => {
      let most = 0;
      const property = fc.asyncProperty(fc.nat(), stepsBetween, async (seed, steps) => {
        const overlap = new Overlap(kind, seed, backend);
        const { hooks, errors } = overlap.setUp;
        for (let number = 0; number < PLUGINS - 2; number++) overlap.toggle(number);
        const calls: ReturnType<Overlap['compare']>[] = [];
        for (const [call, { toggles, wait }] of steps.entries()) {
          for (const number of toggles) overlap.toggle(number);
          calls.push(overlap.compare(call));
          if (wait === 'microtask') await Promise.resolve();
          if (wait === 'immediate') await new Promise((resolve) => setImmediate(resolve));
        }
        for (const { seen, expected } of await Promise.all(calls)) expect(seen).toEqual(expected);
        await settled();
        most = Math.max(most, overlap.most);

        // No call was taken for another one.
        const ids = overlap.callIds.flatMap((each) => [...each]);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(overlap.ran.filter((ran) => ran.length > 0).length);

        const failed = overlap.ran.flatMap((ran, call) =>
          ran.filter((plugin) => outcomeOf(seed, plugin, call) === 'throw').map((plugin) => `p${plugin} in ${call}`),
        );
        expect(errors.map(({ error }) => (error.cause as Error).message).toSorted()).toEqual(failed.toSorted());
        for (const { callId, error } of errors) {
          const call = Number((error.cause as Error).message.split(' in ')[1]);
          expect([...overlap.callIds[call]!]).toEqual([callId]);
        }

        const { work, ...plugins } = counts(hooks.stats());
        expect(work).toEqual([CALLS, failed.length, 0]);
        for (const [plugin, [runs]] of Object.entries(plugins)) {
          expect(runs).toBe(overlap.ran.flat().filter((number) => `acme.p${number}` === plugin).length);
        }
      });
      await fc.assert(property, { seed: 7, numRuns: 8 });
      expect(most).toBeGreaterThan(20);
    },
  );
});
