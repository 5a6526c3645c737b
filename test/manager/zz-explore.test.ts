import { test } from 'vitest';
import { createFixtureHost, listFixtures } from './fixture-plugins.ts';
const LATE = new Set(['throws-in-timer', 'throws-in-listener', 'throws-in-microtask', 'drops-promise']);
test('explore', async () => {
  const names = (await listFixtures()).filter((n) => !LATE.has(n));
  const host = await createFixtureHost(names, { importMs: 1000, deactivateMs: 100, drainMs: 100 });
  const t0 = performance.now();
  await host.manager.start();
  console.log('start', performance.now() - t0);
  const r1 = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
  console.log('call', performance.now() - t0, r1.value, r1.report.status);
  for (const e of r1.report.entries)
    console.log(
      e.plugin,
      e.status,
      e.reason,
      (e as any).error?.code,
      (e as any).error?.message,
      Math.round(e.durationMs),
    );
  for (let i = 0; i < 8; i++) {
    const t = performance.now();
    const v = await host.greet(String(i));
    console.log(i, performance.now() - t, v.length);
  }
  for (const s of host.manager.list())
    console.log(s.id, '|', s.state, '|', s.code, '|', s.reason, '|', s.remedy, '|', JSON.stringify(s.health.errors));
  const t1 = performance.now();
  await host.manager.stop();
  console.log('stop', performance.now() - t1);
  for (const { plugin, phase, error } of host.payloads('plugin:error'))
    console.log('ERR', plugin, phase, error.code, error.message);
  for (const b of host.payloads('plugin:blocked')) console.log('BLOCKED', b.plugin, b.hook, b.durationMs, b.certain);
  for (const [n, p] of host.events) if (n === 'plugin:health') console.log('HEALTH', JSON.stringify(p).slice(0, 200));
  console.log('logs', host.payloads('plugin:log').length, host.payloads('manager:problem'));
  console.log((globalThis as any).loadedPlugins.length);
}, 60000);
