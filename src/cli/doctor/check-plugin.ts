import type { PluginStatus } from '../../manager/plugin-status.ts';
import { shellRemedy } from '../terminal/shell-remedy.ts';
import type { Check } from './check.ts';

/** States in which a plugin is because somebody wants it so. */
const WANTED: ReadonlySet<string> = new Set(['disabled', 'shadowed', 'stopped']);
const WELL: ReadonlySet<string> = new Set(['ready', 'active', 'activating']);

/** What its manifest and the decisions of the operator say of a plugin. */
export function checkPlugin(plugin: PluginStatus): readonly Check[] {
  const { id: about, problems } = plugin;
  return [
    stateCheck(plugin),
    // The reason of an invalid plugin is its first error; the others are worth knowing as well.
    ...problems
      .filter(({ message }) => message !== plugin.reason && !(plugin.reason ?? '').includes(message))
      .map(({ code, severity, message, hint }): Check => ({
        about,
        name: 'manifest',
        status: severity === 'error' ? 'fail' : 'warn',
        code,
        message,
        hint,
      })),
    ...permissionChecks(plugin),
    ...healthChecks(plugin),
  ];
}

function stateCheck(plugin: PluginStatus): Check {
  const { id: about, state, code, reason, remedy, runner } = plugin;
  const name = 'state';
  if (WELL.has(state)) return { about, name, status: 'pass', message: `${state}, runs in "${runner ?? 'inline'}"` };
  const status = WANTED.has(state) ? 'warn' : 'fail';
  const message = `${state}${reason === undefined ? '' : `: ${reason}`}`;
  return { about, name, status, code, message, hint: remedy === undefined ? undefined : shellRemedy(remedy, [plugin]) };
}

/** What the plugin may do and nobody keeps it from doing more. */
function permissionChecks({ id: about, permissions, runner, trusted }: PluginStatus): readonly Check[] {
  const loose = permissions.filter(({ status, level }) => status === 'granted' && level === 'declared');
  if (loose.length === 0 || trusted) return [];
  const names = loose.map(({ permission }) => permission).join(', ');
  return [
    {
      about,
      name: 'permissions',
      status: 'warn',
      message: `In the runner "${runner ?? 'inline'}" nothing keeps it to what was granted: ${names}.`,
      hint: 'Let it run with more isolation, with "runners" of the host.',
    },
  ];
}

function healthChecks({ id: about, health: { breaker, lastError } }: PluginStatus): readonly Check[] {
  if (breaker === 'closed') return [];
  const message = `It failed too often and is left out${lastError === undefined ? '' : `: ${lastError}`}`;
  return [{ about, name: 'health', status: 'fail', message, hint: 'Mend the plugin, or reload it.' }];
}
