import { basename, join } from 'node:path';
import { createPluginManager, defineHookspecs, directory, hook, type Report } from 'hookline';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { badFixtures, type Fixture } from '../manifest/corpus.ts';
import { expectedNames, expectedOf, type ExpectedFixture } from './expected-fixtures.ts';
import {
  copyFixtures,
  createFixtureHost,
  forgetLoaded,
  HEALTHY,
  listFixtures,
  loadedFixtures,
} from './fixture-plugins.ts';
import type { TestHost } from './host.ts';

/** Errors that nobody handles would end the test run: those who make them are met in a process of their own. */
const names = expectedNames.filter((name) => expectedOf(name, '').late === undefined);
const ids = names.map((name) => `acme.${name}`);

/** After so many errors a plugin is left out. */
const TRIPS_AFTER = 5;

beforeEach(forgetLoaded);

test('every fixture is expected to become something', async () => {
  expect((await listFixtures()).toSorted()).toEqual(expectedNames.toSorted());
});

test('every error is expected to name its plugin', () => {
  for (const name of expectedNames) {
    const { failure, unresolved, call, end } = expectedOf(name, '');
    const messages = [failure, unresolved, call, end].flatMap((told) => told?.at(-1) ?? []);
    for (const message of messages) expect(message).toContain(`"acme.${name}`);
  }
});

test('finding, listing and explaining the whole corpus runs none of its code', { timeout: 30_000 }, async () => {
  const { manager } = await createFixtureHost(names);
  const explained = manager.list().map(({ id }) => String(manager.explain(id)));
  expect(explained.length).toBe(names.length);
  await manager.start();
  expect(loadedFixtures()).toEqual([]);
});

/** What a plugin has become, and what was told of it. */
interface Outcome {
  readonly state: string;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly remedy: string | undefined;
  readonly told: readonly (readonly string[])[];
}

const WELL = { code: undefined, reason: undefined, remedy: undefined };

function outcomeOf({ manager, payloads }: TestHost, id: string): Outcome {
  const { state, code, reason, remedy } = manager.get(id)!;
  const errors = payloads('plugin:error').filter(({ plugin }) => plugin === id);
  return { state, code, reason, remedy, told: errors.map(({ phase, error }) => [phase, error.code, error.message]) };
}

/** After one call. */
function toOutcome({ failure, unresolved, call, hint }: ExpectedFixture): Outcome {
  const remedy = hint ?? (expect.any(String) as string);
  if (unresolved !== undefined) {
    const [code, reason] = unresolved;
    return { state: 'unresolved', code, reason, remedy, told: expect.any(Array) as [] };
  }
  if (failure === undefined) return { state: 'active', ...WELL, told: call === undefined ? [] : [['hook', ...call]] };
  const [, code, reason] = failure;
  return { state: 'failed', code, reason, remedy, told: [failure] };
}

function toEntryStatus({ answer, call }: ExpectedFixture): string {
  if (answer !== undefined) return 'ok';
  if (call === undefined) return 'skipped';
  return call[0] === 'HOOK_TIMEOUT' ? 'timeout' : 'error';
}

function statusesOf({ entries }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(({ plugin, status }) => [plugin, status]));
}

describe.each(['lazy', 'startup'] as const)(
  'with %s activation, in one manager with the whole corpus',
  (activation) => {
    const open = () => createFixtureHost(names, { activation });
    const expectedIn = ({ folder }: TestHost) =>
      names.map((name) => [`acme.${name}`, expectedOf(name, join(folder, 'plugins', name))] as const);

    test('each plugin becomes what is expected of it, and the others answer', async () => {
      const host = await open();
      const expected = expectedIn(host);
      await host.manager.start();
      const { value, report } = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
      const outcomes = Object.fromEntries(ids.map((id) => [id, outcomeOf(host, id)]));
      expect(outcomes).toEqual(Object.fromEntries(expected.map(([id, each]) => [id, toOutcome(each)])));
      expect(value.toSorted()).toEqual(expected.flatMap(([, { answer }]) => answer ?? []).toSorted());
      // Who could not be started did not come as far as the call.
      const taking =
        activation === 'lazy' ? expected : expected.filter(([, each]) => toEntryStatus(each) !== 'skipped');
      expect(statusesOf(report)).toEqual(Object.fromEntries(taking.map(([id, each]) => [id, toEntryStatus(each)])));
      expect(new Set(loadedFixtures()).size).toBe(loadedFixtures().length);
    });

    test('no call at the same time is lost, and those that fail are left out', async () => {
      const host = await open();
      const expected = expectedIn(host);
      await host.manager.start();
      const calls = Array.from({ length: TRIPS_AFTER }, (_, index) => `call ${index}`);
      const answers = await Promise.all(calls.map((call) => host.greet(call)));
      for (const [index, call] of calls.entries()) {
        const own = expected.flatMap(([, { answer }]) => answer?.replace(/^x /, `${call} `) ?? []);
        expect(answers[index]!.toSorted()).toEqual(own.toSorted());
      }
      const tripped = host.manager.list({ state: 'tripped' }).map(({ id, code, reason }) => [id, code, reason]);
      const failing = expected.flatMap(([id, { call }]) => (call === undefined ? [] : [{ id, message: call[1] }]));
      expect(tripped).toEqual(
        failing.map(({ id, message }) => [
          id,
          'PLUGIN_TRIPPED',
          `The plugin "${id}" failed 5 times within 60 s, and is left out for 30 s: ${message}`,
        ]),
      );
      const { report } = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
      const skipped = report.entries.filter(({ status }) => status !== 'ok');
      expect(skipped.map(({ plugin, reason }) => [plugin, reason])).toEqual(
        failing.map(({ id }) => [id, expect.stringMatching(/^tripped since /)]),
      );
    });

    test('what they print and what blocks is told, and all of them end', async () => {
      const host = await open();
      const expected = expectedIn(host);
      await host.manager.start();
      await host.greet();
      const printed = expected.flatMap(([id, { prints = 0 }]) => Array.from({ length: prints }, () => id));
      expect(host.payloads('plugin:log').map(({ plugin }) => plugin)).toEqual(printed);
      // On a busy machine others may seem to block as well.
      const blocking = host.payloads('plugin:blocked').map(({ plugin, hook: name }) => [plugin, name]);
      expect(blocking).toEqual(
        expect.arrayContaining(expected.flatMap(([id, { blocks }]) => (blocks === true ? [[id, 'greet']] : []))),
      );
      await host.manager.stop();
      const ends = host.payloads('plugin:error').filter(({ phase }) => phase === 'deactivate');
      expect(ends.map(({ plugin, error }) => [plugin, error.code, error.message]).toSorted()).toEqual(
        expected.flatMap(([id, { end }]) => (end === undefined ? [] : [[id, ...end]])),
      );
      expect(host.states()).toEqual({
        ...Object.fromEntries(ids.map((id) => [id, 'stopped'])),
        'acme.needs-broken': 'unresolved',
      });
    });
  },
);

test('a service that cannot be made is told to who asks for it, and its plugin goes on', async () => {
  const { manager, greet } = await createFixtureHost(['throws-in-service', HEALTHY]);
  await manager.start();
  await expect(manager.service('acme.broken')).rejects.toMatchObject({
    code: 'SERVICE_FAILED',
    message:
      'The host could not get the service "acme.broken": the plugin "acme.throws-in-service" failed to make it: out of order',
  });
  expect(await greet('x')).toEqual(['x from acme.healthy', 'x from acme.throws-in-service']);
});

describe('in one manager with all bad manifests', { timeout: 30_000 }, () => {
  const hookspecs = defineHookspecs({
    greet: hook.collect({ args: { name: z.string() }, returns: z.string() }),
    // Some manifests are wrong in other ways than in these names.
    after_page_render: hook.series({}),
    resolve_page: hook.series({}),
    admin_dashboard_stats: hook.series({}),
    render: hook.series({}),
  });

  const FILES = { json: 'plugin.json', 'package-json': 'package.json', markdown: 'PLUGIN.md' } as const;

  const folderOf = ({ name }: Fixture) => name.replace('/', '--');

  function filesOf(fixture: Fixture): [string, string][] {
    const folder = folderOf(fixture);
    const code = `(globalThis.loadedPlugins ??= []).push('${fixture.name}'); export default { hooks: {} };`;
    return [
      [`${folder}/${FILES[fixture.format]}`, fixture.text],
      [`${folder}/index.js`, code],
      // Where some of them point to.
      ['index.js', code],
    ];
  }

  test('each is invalid with its code, and the healthy plugin answers', async () => {
    const folder = await createTemporaryFolder(Object.fromEntries(badFixtures.flatMap(filesOf)));
    await copyFixtures([HEALTHY], folder);
    const host = { name: 'site', api: '1.2.0' };
    const manager = createPluginManager({ host, hookspecs, sources: [directory(folder, { trusted: true })] });
    onTestFinished(() => manager.stop());
    await manager.start();
    const found = manager.list().map(({ folder: own, state, code, reason, remedy, problems }) => {
      const isTold = reason !== undefined && remedy !== undefined;
      return [basename(own!), { state, code, isTold, problems: [...new Set(problems.map((problem) => problem.code))] }];
    });
    const expected = badFixtures.map((fixture) => [folderOf(fixture), toStanding(fixture)]);
    const well = { state: 'ready', code: undefined, isTold: false, problems: [] };
    expect(Object.fromEntries(found)).toEqual({ ...Object.fromEntries(expected), [HEALTHY]: well });
    expect(found.length).toBe(badFixtures.length + 1);
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual(['x from acme.healthy']);
    await manager.stop();
    expect(loadedFixtures()).toEqual([HEALTHY]);
  });

  /** An exact pin is a warning: those who have one, and the same id, stand in each other's way only. */
  function toStanding({ code }: Fixture) {
    const isWarning = code === 'MANIFEST_PIN_EXACT';
    const standing = isWarning ? { state: 'conflicting', code: 'PLUGIN_CONFLICT' } : { state: 'invalid', code };
    return { ...standing, isTold: true, problems: [code] };
  }
});
