import { join } from 'node:path';
import * as fc from 'fast-check';
import { directory, isHooklineError, type PreviewChange, type PreviewRequest } from 'hookline';
import { expect, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';

const IDS = ['acme.base', 'acme.near', 'acme.far', 'acme.alone'] as const;
const MUST = [{ name: 'net' as const, hosts: ['a.example'] }];
const MAY = MUST.map((permission) => ({ ...permission, optional: true }));
const needs = (id: string) => ({ dependencies: { plugins: { [id]: '^1' } } });
const MANIFESTS: Readonly<Record<(typeof IDS)[number], NonNullable<WrittenPlugin['manifest']>>> = {
  'acme.base': { permissions: MAY },
  'acme.near': needs('acme.base'),
  'acme.far': { ...needs('acme.near'), permissions: MUST },
  'acme.alone': { permissions: MUST },
};

interface Situation {
  /** Those that are activated at the start. */
  readonly eager: readonly string[];
  readonly trusted: boolean;
  readonly isStarted: boolean;
}

async function createSituation({ eager, trusted, isStarted }: Situation): Promise<TestHost> {
  const plugins = IDS.map((id) => {
    const manifest = { ...MANIFESTS[id], ...(eager.includes(id) ? { activation: 'startup' as const } : {}) };
    return [id, { manifest }] as const;
  });
  const host = await createHost(Object.fromEntries(plugins), (folder) => ({
    sources: [directory(join(folder, 'plugins'), { trusted })],
  }));
  await (isStarted ? host.manager.start() : host.manager.rescan());
  return host;
}

function perform({ manager }: TestHost, { id, change }: PreviewRequest): Promise<unknown> {
  if (typeof change === 'string') return manager[change](id);
  if ('trust' in change) return manager.trust(id, { permissions: change.trust });
  return 'grant' in change ? manager.grant(id, change.grant) : manager.revoke(id, change.revoke);
}

/** What a promise gives, or the code of its error. */
async function settle<Value>(promise: Promise<Value>): Promise<Value | string> {
  return promise.catch((error: unknown) => (isHooklineError(error) ? error.code : Promise.reject(error as Error)));
}

/** What a preview says of a change, and what comes of it: the states before and after, or the code of an error. */
async function compare(
  host: TestHost,
  request: PreviewRequest,
): Promise<{ readonly said: unknown; readonly seen: unknown }> {
  const before = host.states();
  const preview = await settle(host.manager.preview(request));
  const outcome = await settle(perform(host, request));
  if (typeof preview === 'string') return { said: preview, seen: outcome };
  const after = host.states();
  const said = preview.changes.filter(({ from, to }) => from !== to).map(({ id, from, to }) => [id, { from, to }]);
  const seen = IDS.filter((id) => before[id] !== after[id]).map((id) => [id, { from: before[id], to: after[id] }]);
  return { said: Object.fromEntries(said), seen: Object.fromEntries(seen) };
}

const situations = fc.record({ eager: fc.subarray([...IDS]), trusted: fc.boolean(), isStarted: fc.boolean() });
const changes = fc.constantFrom<PreviewChange>(
  'enable',
  'disable',
  'trust',
  'untrust',
  { grant: 'net:*' },
  { revoke: 'net:*' },
);
const steps = fc.array(fc.oneof(fc.record({ id: fc.constantFrom(...IDS), change: changes }), fc.constant('greet')), {
  minLength: 1,
  maxLength: 10,
});

test('what a preview says is what happens then', { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(situations, steps, async (situation, all) => {
    const host = await createSituation(situation);
    for (const step of all) {
      if (typeof step === 'string') {
        await host.greet();
        continue;
      }
      const { said, seen } = await compare(host, step);
      expect([step, said]).toEqual([step, seen]);
    }
    await host.manager.stop();
  });
  await fc.assert(property, { numRuns: 60 });
});
