import { access, constants, mkdir } from 'node:fs/promises';
import { describeThrown } from '../../errors/describe-value.ts';
import { enforcement } from '../../runners/enforcement.ts';
import { findProgram } from '../../runners/launchers.ts';
import { nodeFeatures } from '../../runners/node-features.ts';
import { createStateStore } from '../../manager/state/state-store.ts';
import type { HostSetup } from '../setup/host-setup.ts';
import type { Check } from './check.ts';

/** What can be said of the host without its plugins. */
export async function checkHost(setup: HostSetup): Promise<readonly Check[]> {
  return [
    configCheck(setup),
    hooksCheck(setup),
    ...(await stateChecks(setup.options.stateDir)),
    nodeCheck(),
    ...runnerChecks(setup),
  ].map((check) => ({ about: 'host', ...check }));
}

type HostCheck = Omit<Check, 'about'>;

function configCheck({ file, options: { host } }: HostSetup): HostCheck {
  const message = `${host.name}, plugin API ${host.api}, from ${file ?? 'flags'}`;
  return { name: 'configuration', status: 'pass', message };
}

function hooksCheck({ options: { hookspecs } }: HostSetup): HostCheck {
  const count = Object.keys(hookspecs).length;
  if (count > 0) return { name: 'hookspecs', status: 'pass', message: count === 1 ? '1 hook' : `${count} hooks` };
  return {
    name: 'hookspecs',
    status: 'warn',
    message: 'The host declares no hooks, so plugins can implement none.',
    hint: 'Give "hookspecs" in the configuration, or "--hookspecs".',
  };
}

async function stateChecks(stateDir: string | undefined): Promise<readonly HostCheck[]> {
  if (stateDir === undefined) {
    const message = 'The host has no state folder: what operators decide is forgotten when it stops.';
    return [{ name: 'state folder', status: 'warn', message, hint: 'Give "stateDir" in the configuration.' }];
  }
  try {
    await mkdir(stateDir, { recursive: true });
    await access(stateDir, constants.W_OK);
  } catch (thrown) {
    const message = `The state folder ${stateDir} cannot be written: ${describeThrown(thrown)}`;
    return [
      { name: 'state folder', status: 'fail', message, hint: 'Mend its permissions, or give another "stateDir".' },
    ];
  }
  const { problems } = await createStateStore({ folder: stateDir }).load();
  if (problems.length === 0) return [{ name: 'state folder', status: 'pass', message: stateDir }];
  return problems.map(({ code, message, hint }) => ({ name: 'state folder', status: 'fail', code, message, hint }));
}

function nodeCheck(): HostCheck {
  const { version } = process;
  if (nodeFeatures(version).registerHooks) return { name: 'node', status: 'pass', message: version };
  return {
    name: 'node',
    status: 'warn',
    message: `${version}: less is enforced in processes of plugins than with a newer one.`,
    hint: 'Use Node 22.15 or newer if you run plugins that you do not trust.',
  };
}

/** Which permissions are kept in which runner; and what would keep more of them. */
function runnerChecks({ options: { runners } }: HostSetup): readonly HostCheck[] {
  const { launcher } = runners ?? {};
  const checks: HostCheck[] = (['worker', 'process'] as const).map((runner) => ({
    name: `runner "${runner}"`,
    status: 'pass',
    message: `keeps plugins to ${keptIn(runner)}`,
  }));
  if (launcher !== undefined) return checks;
  const message =
    findProgram('bwrap') === undefined
      ? 'bubblewrap is not installed: without it no runner is a boundary for hostile code.'
      : 'bubblewrap is installed and not used: without it no runner is a boundary for hostile code.';
  const hint =
    'Give "runners: { launcher: bubblewrap() }" in the configuration, on Linux, if you run plugins of strangers.';
  return [...checks, { name: 'boundary', status: 'warn', message, hint }];
}

/** Names of the permissions and limits that are more than a promise. */
function keptIn(runner: 'worker' | 'process'): string {
  const facts = enforcement({ runner, node: process.version, platform: process.platform });
  const kept = Object.entries(facts).filter(([, { level }]) => level === 'enforced' || level === 'brokered');
  return kept.map(([name]) => name).join(', ');
}
