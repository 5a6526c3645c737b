// A host that nothing is lost with. Runs plugins that misbehave, each beside one that does not, and prints what came of it.
import { writeSync } from 'node:fs';
import { bubblewrap, createPluginManager, defineHookspecs, directory, hook, isHooklineError } from 'hookline';
import { z } from 'zod';

const BAD = 'acme.bad';
const { folders, runner, bwrap } = JSON.parse(process.argv[2]);
const hookspecs = defineHookspecs({
  misbehave: hook.collect({ returns: z.unknown() }),
  behave: hook.collect({ returns: z.string() }),
});
const limits = { importMs: 30_000, drainMs: 50, deactivateMs: 300 };
const launcher = bwrap === undefined ? {} : { launcher: bubblewrap({ program: bwrap }) };

for (const folder of folders) {
  print({ folder });
  await misbehave(folder);
}
// What is stuck until now does not keep this process from ending, or that is what is found out.
process.exit(0);

async function misbehave(folder) {
  const errors = [];
  let signs = 0;
  const manager = createPluginManager({
    host: { name: 'sacrifice', api: '1.0.0' },
    hookspecs,
    sources: [directory(folder, { trusted: true })],
    runners: { min: runner, ...launcher },
    limits,
  });
  manager.hooks.on('hook:error', () => {});
  manager.hooks.on('hook:slow', () => {});
  manager.on('plugin:error', ({ plugin, error }) => plugin === BAD && errors.push(error));
  const count = ({ plugin }) => {
    if (plugin === BAD) signs += 1;
  };
  manager.on('plugin:log', count);
  manager.on('plugin:progress', count);
  await manager.start();
  await manager.hooks.execute('behave');
  const lag = measureLag();
  const before = process.memoryUsage.rss();
  const { report } = await manager.hooks.executeWithReport('misbehave');
  const [entry] = report.entries;
  const answers = await manager.hooks.execute('behave');
  const stopped = manager.disable(BAD);
  const tired = new Promise((resolve) => {
    setTimeout(resolve, 600);
  });
  await Promise.race([stopped, tired]);
  const lagMs = lag.end();
  const said = [entry?.error?.message, entry?.reason, ...errors.map(({ message }) => message)];
  print({
    folder,
    outcome: entry?.error === undefined ? entry?.status : codesOf(entry.error),
    isNamed: signs > 0 || said.some((text) => text?.includes(`"${BAD}"`)),
    errors: errors.map(codesOf),
    good: answers,
    isPolluted: {}.polluted !== undefined,
    lagMs,
    grownMb: Math.round((process.memoryUsage.rss() - before) / 2 ** 20),
  });
  await Promise.race([manager.stop(), tired]);
}

/** The codes of an error and of what caused it. */
function codesOf(error) {
  const code = isHooklineError(error) ? [error.code] : [];
  return [...code, ...(error?.cause === undefined ? [] : [codesOf(error.cause)])].filter(Boolean).join(' ');
}

/** The longest time in which the event loop did not come round. */
function measureLag() {
  const everyMs = 5;
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - everyMs);
    last = now;
  }, everyMs);
  return {
    end() {
      clearInterval(timer);
      return Math.round(longest);
    },
  };
}

function print(result) {
  writeSync(1, `${JSON.stringify(result)}\n`);
}
