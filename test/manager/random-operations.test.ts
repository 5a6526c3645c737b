import { isHooklineError, TRANSITIONS } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';
import { findForbidden } from './find-forbidden.ts';
import { createJournal, shareWithPlugins } from './share-with-plugins.ts';

const OPERATIONS = 200;

/** Numbers from 0 to below 1 that are the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Chaos {
  /** Notes where a life begins and ends. */
  readonly note: string;
  /** A function that gives `true` when something is to go wrong. */
  readonly fails: string;
}

/** Plugins of every sort, most of which need each other. */
function createPlugins({ note, fails }: Chaos): Readonly<Record<string, WrittenPlugin>> {
  const plugin = (id: string, manifest: object = {}, more = ''): WrittenPlugin => ({
    manifest: { hooks: { greet: {}, widgets: {} }, ...manifest },
    code: `{
      async activate(ctx) {
        ${note}('+${id}');
        ctx.onDispose(() => ${note}('-${id}'));
        await ctx.locks.acquire('${id}');
        await null;
      },
      hooks: { greet: async () => { await null; return '${id}'; }, widgets: () => '${id}', ${more} },
    }`,
  });
  const needs = (...ids: string[]) => ({
    dependencies: { plugins: Object.fromEntries(ids.map((id) => [id, '^1'])) },
  });
  return {
    'acme.base': plugin('acme.base', { activation: 'startup', config: { schema: { type: 'object' } } }),
    'acme.left': plugin('acme.left', needs('acme.base')),
    'acme.right': plugin('acme.right', { ...needs('acme.base'), activation: 'background' }),
    'acme.bottom': plugin('acme.bottom', needs('acme.left', 'acme.right')),
    'acme.store': {
      manifest: { hooks: { greet: {} }, provides: { store: '1.0.0' } },
      code: `{
        activate(ctx) { ${note}('+acme.store'); ctx.onDispose(() => ${note}('-acme.store')); },
        services: { store: () => ({ read: () => 'acme.reader' }) },
        hooks: { greet: () => 'acme.store' },
      }`,
    },
    'acme.reader': {
      manifest: { hooks: { greet: {} }, requires: { store: '^1' } },
      code: `{
        async activate(ctx) {
          ${note}('+acme.reader');
          ctx.onDispose(() => ${note}('-acme.reader'));
          globalThis.Object(await ctx.services.get('store')).read();
        },
        hooks: { greet: () => 'acme.reader' },
      }`,
    },
    'acme.slugs': plugin(
      'acme.slugs',
      { hooks: { greet: {}, widgets: {}, slug: {} } },
      "slug: ({ slug }) => slug + 's',",
    ),
    'acme.fails': {
      manifest: { hooks: { greet: {} } },
      code: `{
        activate(ctx) {
          ${note}('+acme.fails');
          ctx.onDispose(() => ${note}('-acme.fails'));
          if (${fails}()) throw new Error('by chance');
        },
        hooks: { greet: () => 'acme.fails' },
      }`,
    },
    'acme.needs-fails': plugin('acme.needs-fails', needs('acme.fails')),
    'acme.trips': {
      manifest: { hooks: { greet: {} } },
      code: `{
        activate(ctx) { ${note}('+acme.trips'); ctx.onDispose(() => ${note}('-acme.trips')); },
        hooks: { greet: () => { if (${fails}()) throw new Error('by chance'); return 'acme.trips'; } },
      }`,
    },
    'acme.wrapper': {
      manifest: { hooks: { greet: { wrapper: true } }, dependencies: { optional: { 'acme.base': '^1' } } },
      code: `{
        activate(ctx) { ${note}('+acme.wrapper'); ctx.onDispose(() => ${note}('-acme.wrapper')); },
        hooks: { greet: { wrapper: true, handler: async (args, next) => [...(await next()), 'acme.wrapper'] } },
      }`,
    },
  };
}

interface Run {
  readonly host: TestHost;
  readonly plugins: Readonly<Record<string, WrittenPlugin>>;
  readonly random: () => number;
  /** Changes files one after the other: a folder that is written and removed at once would be the test's own fault. */
  readonly edit: (change: () => Promise<void>) => Promise<void>;
}

function createEditor(): Run['edit'] {
  let last = Promise.resolve();
  return (change) => (last = last.then(change));
}

/** Starts one operation or call, of a kind and on a plugin that chance picks. */
function startSomething({ host, plugins, random, edit }: Run): {
  readonly what: string;
  readonly work: Promise<unknown>;
} {
  const { manager, greet, write, remove } = host;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const id = pick(Object.keys(plugins));
  const withVersion = (): Promise<void> => {
    const { manifest, code } = plugins[id]!;
    return write({ [id]: { manifest: { ...manifest, version: `1.${Math.floor(random() * 9)}.0` }, code: code! } });
  };
  const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
    enable: () => manager.enable(id),
    disable: () => manager.disable(id),
    reload: () => manager.reload(id),
    rescan: () => manager.rescan(),
    configure: () => manager.configure('acme.base', { round: random() }),
    change: () => edit(withVersion).then(() => manager.rescan()),
    // It may have been removed before.
    remove: () => edit(() => remove(id).catch(() => undefined)).then(() => manager.rescan()),
    greet: () => greet(),
    widgets: () => manager.hooks.execute('widgets'),
    slug: async () => manager.hooks.execute('slug', { slug: '' }),
    service: () => manager.service('store'),
  };
  const weighted = ['enable', 'enable', 'disable', 'reload', 'rescan', 'configure', 'change', 'remove', 'service'];
  const calls = ['greet', 'greet', 'greet', 'greet', 'widgets', 'widgets', 'slug'];
  const kind = pick([...weighted, ...calls]);
  const work = kinds[kind]!();
  // It is looked at when all have ended.
  work.catch(() => undefined);
  return { what: `${kind} ${id}`, work };
}

/** Sentences about outcomes that no order of operations can give. */
function judge(what: string, outcome: PromiseSettledResult<unknown>, ids: readonly string[]): string[] {
  const kind = what.split(' ')[0]!;
  if (outcome.status === 'rejected') {
    const code = isHooklineError(outcome.reason) ? outcome.reason.code : String(outcome.reason);
    const allowed = kind === 'service' ? ['SERVICE_MISSING', 'SERVICE_FAILED'] : ['PLUGIN_UNKNOWN'];
    const isCall = ['greet', 'widgets', 'slug', 'rescan', 'change', 'remove'].includes(kind);
    return !isCall && allowed.includes(code) ? [] : [`${what} rejected: ${code} ${outcome.reason}`];
  }
  const isSlug = ['', 's'].includes(outcome.value as string);
  if (kind === 'slug') return isSlug ? [] : [`${what} gave ${String(outcome.value)}`];
  if (kind !== 'greet' && kind !== 'widgets') return [];
  const answers = outcome.value as readonly string[];
  const isPlausible = answers.every((answer) => ids.includes(answer)) && new Set(answers).size === answers.length;
  return isPlausible ? [] : [`${what} gave ${answers.join(', ')}`];
}

/** A life must end before the next one of the same plugin begins. */
function findOverlaps(lines: readonly string[]): string[] {
  const alive = new Set<string>();
  const problems: string[] = [];
  for (const line of lines) {
    const id = line.slice(1);
    if (alive.has(id) === line.startsWith('+')) problems.push(`${id}: ${line}`);
    if (line.startsWith('+')) alive.add(id);
    else alive.delete(id);
  }
  return [...problems, ...[...alive].map((id) => `${id} was not ended`)];
}

describe(`${OPERATIONS} operations and calls at the same time`, () => {
  const seeds = (process.env['HOOKLINE_TEST_SEEDS'] ?? '1,2,3,4').split(',').map(Number);
  test.each(seeds)(
    'leave nothing lost, and every plugin where the table allows it (seed %i)',
    { timeout: 60_000 },
    async (seed) => {
      const random = createRandom(seed);
      const { lines, note } = createJournal();
      let isCalm = false;
      const fails = shareWithPlugins(() => !isCalm && random() < 0.3);
      const plugins = createPlugins({ note, fails });
      const ids = Object.keys(plugins);
      const host = await createHost(plugins, { health: { errors: 2, cooldownMs: 5 }, config: { 'acme.base': {} } });
      const { manager, greet, states, payloads } = host;
      const unhandled: unknown[] = [];
      const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
      process.on('unhandledRejection', onUnhandled);
      await manager.start();
      const run: Run = { host, plugins, random, edit: createEditor() };
      const started: ReturnType<typeof startSomething>[] = [];
      while (started.length < OPERATIONS) {
        started.push(startSomething(run));
        if (random() < 0.5) await new Promise(setImmediate);
        for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await null;
      }
      const outcomes = await Promise.allSettled(started.map(({ work }) => work));
      expect(outcomes.flatMap((outcome, index) => judge(started[index]!.what, outcome, ids))).toEqual([]);

      isCalm = true;
      await host.write(plugins);
      await manager.rescan();
      for (const id of ids) await manager.enable(id);
      expect(new Set(await greet())).toEqual(new Set(ids));
      expect(states()).toEqual(Object.fromEntries(ids.map((id) => [id, 'active'])));
      expect(payloads('plugin:error').filter(({ phase }) => phase === 'late' || phase === 'deactivate')).toEqual([]);

      await manager.stop();
      expect(states()).toEqual(Object.fromEntries(ids.map((id) => [id, 'stopped'])));
      expect(findForbidden(payloads('plugin:state'))).toEqual([]);
      expect(findOverlaps(lines)).toEqual([]);
      expect([manager.hooks.plugins, manager.locks(), await greet()]).toEqual([[], [], []]);
      await new Promise(setImmediate);
      process.off('unhandledRejection', onUnhandled);
      expect(unhandled).toEqual([]);
      expect(new Set(payloads('plugin:state').map(({ to }) => to)).size).toBeLessThanOrEqual(
        Object.keys(TRANSITIONS).length,
      );
    },
  );
});
