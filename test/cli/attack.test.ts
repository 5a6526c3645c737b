import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { findBubblewrap } from '../runners/find-bubblewrap.ts';
import { runCli, runCliJson, type CliOptions } from './run-cli.ts';
import { startCli } from './start-cli.ts';

interface Attacked {
  readonly probes: readonly { readonly probe: string }[];
  readonly places: readonly {
    readonly place: string;
    readonly tried: number;
    readonly succeeded: number;
    readonly unusable?: string;
    readonly attempts: readonly { readonly probe: string; readonly outcome: string }[];
  }[];
  readonly broken: readonly unknown[];
  readonly notes: readonly string[];
}

/** Here bubblewrap is not found, wherever the test runs. */
const WITHOUT_BUBBLEWRAP = { PATH: '/nowhere' };

async function attack(args: readonly string[], options: CliOptions) {
  const { exitCode, document } = await runCliJson(['attack', ...args], options);
  return { exitCode, ...(document.result as Attacked) };
}

/** The configuration of a host with these runners. */
function hostWith(runners: string): Record<string, string> {
  return { 'hookline.config.mjs': `export default { host: { name: 'shop', api: '1.0.0' }, runners: ${runners} };` };
}

function outcomesOf({ places }: Attacked): unknown {
  return places.map(({ place, attempts }) => [place, ...attempts.map(({ outcome }) => outcome)]);
}

describe.skipIf(process.platform !== 'linux')('hookline attack', () => {
  test('needs no host, and leaves nothing behind: everything goes in the thread of a host', async () => {
    const cwd = await createTemporaryFolder();
    const temporary = await createTemporaryFolder();
    const { exitCode, probes, places, broken } = await attack(['inline'], { cwd, env: { TMPDIR: temporary } });
    const { tried, succeeded, attempts } = places[0]!;
    const skipped = attempts.filter(({ outcome }) => outcome === 'skipped').length;
    expect({ exitCode, places: places.length, broken, succeeded }).toEqual({
      exitCode: 0,
      places: 1,
      broken: [],
      succeeded: tried,
    });
    expect(tried + skipped).toBe(probes.length);
    expect(tried).toBeGreaterThan(50);
    expect([...readdirSync(cwd), ...readdirSync(temporary)]).toEqual([]);
  });

  test('keeps every claim in a process, all probes of which fail', async () => {
    const cwd = await createTemporaryFolder();
    const { exitCode, places } = await attack(['process'], { cwd, env: WITHOUT_BUBBLEWRAP });
    expect(exitCode).toBe(0);
    expect(places.map(({ place, succeeded, unusable }) => ({ place, succeeded, unusable }))).toEqual([
      { place: 'process', succeeded: 0, unusable: undefined },
      { place: 'bubblewrap', succeeded: 0, unusable: 'bubblewrap is not installed' },
    ]);
  });

  test('prints what came of the probes, and what would close what is open', async () => {
    const only = ['--only', 'read an open file of the host', '--only', 'read a file'];
    const cwd = await createTemporaryFolder();
    const env = { ...WITHOUT_BUBBLEWRAP, COLUMNS: '80' };
    const { exitCode, stdout, stderr } = await runCli(['attack', ...only], { cwd, env });
    expect({ exitCode, stderr, stdout }).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `A plugin to which nothing is granted tries 2 things: Node ${process.version}, linux.

TRIES TO                         INLINE  WORKER  PROCESS
files
  read a file                    did it  denied  denied
  read an open file of the host  did it  did it  failed

denied: Node or the runner refused it.
failed: it did not work, for another reason.

inline      2 of 2 succeeded
worker      1 of 2 succeeded
process     0 of 2 succeeded
bubblewrap  skipped: bubblewrap is not installed

What would close it
OPEN IN  CLOSED BY  OF THEM  CONFIGURATION
inline   worker     1 of 2   runners: { min: 'worker' }
inline   process    2 of 2   runners: { min: 'process' }
worker   process    1 of 1   runners: { min: 'process' }

A boundary of the kernel needs bubblewrap, which is not installed: install the
package "bubblewrap", then give runners: { min: 'process', launcher:
bubblewrap() }.

A probe that failed shows that this way is closed, not that every way is:
neither "worker" nor "process" alone is a boundary against hostile code.
`,
    });
  });

  test('tries bubblewrap too, where it works', async ({ skip }) => {
    if (findBubblewrap() === undefined) skip('bubblewrap is not installed, or may not make namespaces here');
    const cwd = await createTemporaryFolder();
    const attacked = await attack(['process', '--only', 'connect to a port', '--only', 'signal the host'], { cwd });
    expect(outcomesOf(attacked)).toEqual([
      ['process', 'denied', 'denied'],
      ['bubblewrap', 'denied', 'denied'],
    ]);
  });
});

describe.skipIf(process.platform !== 'linux')('the host that is found', () => {
  test('fails the command if its launcher makes a claim untrue', async () => {
    const careless =
      '{ launcher: (argv) => argv.filter((each) => !/^--(?:experimental-)?permission$|^--allow/.test(each)) }';
    const cwd = await createTemporaryFolder(hostWith(careless));
    const options = { cwd, env: { COLUMNS: '300' } };
    const { exitCode, stdout } = await runCli(['attack', 'process', '--only', 'read a file'], options);
    expect(exitCode).toBe(1);
    expect(stdout.trimEnd().split('\n\n').at(-1)?.replaceAll('\n', ' ')).toBe(
      '✗ What is said of "fs" does not hold on this machine. It is called enforced in "launcher" (The permission model of Node denies what was not granted; it stops mistakes, not every attack), and this was done: "read a file".',
    );
  });

  test('may have a launcher that throws, or that starts nothing', async () => {
    const launchers = { throws: "() => { throw new Error('no jail'); }", nothing: "() => ['/nowhere/jail']" };
    const said = Object.values(launchers).map(async (launcher) => {
      const cwd = await createTemporaryFolder(hostWith(`{ launcher: ${launcher} }`));
      const { exitCode, places } = await attack(['process', '--only', 'read a file'], { cwd });
      return [exitCode, places[1]!.place, places[1]!.unusable];
    });
    expect(await Promise.all(said)).toEqual([
      [0, 'launcher', 'no jail'],
      [0, 'launcher', expect.stringContaining('/nowhere/jail')],
    ]);
  });

  test('says which folders plugins may read; one with the files of the probes in it is left out', async () => {
    const shared = await createTemporaryFolder();
    const cwd = await createTemporaryFolder(hostWith(`{ read: ['/', ${JSON.stringify(shared)}] }`));
    const { exitCode, notes, places } = await attack(['worker', '--only', 'read a file'], { cwd });
    expect([exitCode, places[0]!.succeeded]).toEqual([0, 0]);
    expect(notes[0]).toBe(
      'The host lets all plugins read /, where the files of the probes lie too: the probes ran without that.',
    );
  });

  test('an interrupted run ends what it started, and removes its folder', async () => {
    const slow = "{ launcher: (_argv, { folder }) => (console.log('launched in', folder), ['/bin/sleep', '600']) }";
    const cwd = await createTemporaryFolder(hostWith(slow));
    const command = startCli(['attack', 'process', '--only', 'read a file'], cwd);
    const printed = await command.prints(/launched in .*\n/);
    const folder = /launched in (.*)\n/.exec(printed)![1]!;
    expect(existsSync(folder)).toBe(true);
    const { exitCode } = await command.interrupt();
    expect({ exitCode, isThere: existsSync(join(folder, '..')) }).toEqual({ exitCode: 1, isThere: false });
  });
});

describe('misuse is told', () => {
  test.each([
    ['a runner that is none', ['proces'], 'There is no runner "proces" (did you mean "process"?).'],
    ['a probe that is none', ['--only', 'read file'], 'There is no probe "read file" (did you mean "read a file"?).'],
  ])('%s', async (_name, args, message) => {
    const cwd = await createTemporaryFolder();
    const { exitCode, document } = await runCliJson(['attack', ...args], { cwd });
    expect({ exitCode, error: document.error }).toMatchObject({
      exitCode: 2,
      error: { code: 'COMMAND_MISUSED', message },
    });
  });

  test('a configuration that was named and is not there', async () => {
    const cwd = await createTemporaryFolder();
    await mkdir(join(cwd, 'empty'));
    const { exitCode, document } = await runCliJson(['attack', '--config', 'empty/host.mjs'], { cwd });
    expect([exitCode, document.error?.code]).toEqual([2, 'HOST_CONFIG_MISSING']);
  });
});
