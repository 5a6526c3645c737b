import type { PluginManagerOptions } from 'hookline';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';
import { until } from './share-with-plugins.ts';

type Health = NonNullable<PluginManagerOptions<never>['health']>;

export const FOREVER = 10 * 60_000;

/** Trips at the first error, and is tried again soon. */
export const BREAKER = { errors: 1, cooldownMs: 10, maxCooldownMs: FOREVER } satisfies Health;

/** The same, and a trial may take longer. */
export const LONG_TRIAL = { ...BREAKER, cooldownMs: 200 } satisfies Health;

/** Answers with the name that it is greeted with, unless that is "bad". */
export const FAILS_FOR_BAD =
  "{ hooks: { greet: ({ name }) => { if (name === 'bad') throw new Error('no net'); return name; } } }";

/** A running host with the plugin "acme.a", given whole or by its code. */
export async function startHost(plugin: WrittenPlugin | string, health: Health = BREAKER): Promise<TestHost> {
  const host = await createHost({ 'acme.a': typeof plugin === 'string' ? { code: plugin } : plugin }, { health });
  await host.manager.start();
  return host;
}

export function breakerOf({ manager }: TestHost): string | undefined {
  return manager.get('acme.a')?.health.breaker;
}

/** Lets the plugin trip, and waits until it may be tried again. */
export async function toHalfOpen(host: TestHost): Promise<void> {
  await host.greet('bad');
  await until(() => breakerOf(host) === 'half-open');
}

/** What became of each hookimpl in a call: the status, and the reason with its times left out. */
export async function entriesOf({ manager }: TestHost, name: string): Promise<readonly unknown[]> {
  const { report } = await manager.hooks.executeWithReport('greet', { name });
  return report.entries.map(({ status, reason }) => [
    status,
    reason?.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'),
  ]);
}

/** The ways of the breaker so far. */
export function changes({ payloads }: TestHost): string[] {
  return payloads('plugin:health').map(({ from, to }) => `${from} > ${to}`);
}
