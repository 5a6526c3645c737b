import type { RunCommandOptions } from 'hookline';
import { createHost, type WrittenPlugin } from '../../manager/host.ts';
import { contributing, plain } from '../../manager/importing-plugin.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

const TIDY = contributing([plain('tidy'), plain('wait')], '{ tidy() {}, wait: () => new Promise(() => {}) }');

/** What running a command of the plugin "acme.one", or of others, is refused with. */
function running(
  name: string,
  given: RunCommandOptions = {},
  plugins: Readonly<Record<string, WrittenPlugin>> = { 'acme.one': TIDY },
): Provoke {
  return async () => {
    const { manager } = await createHost(plugins);
    await manager.start();
    return manager.runCommand(name, given).catch((thrown: unknown) => thrown);
  };
}

async function runDisabled(): Promise<unknown> {
  const { manager } = await createHost({ 'acme.one': TIDY });
  await manager.start();
  await manager.disable('acme.one');
  return manager.runCommand('tidy').catch((thrown: unknown) => thrown);
}

/** How to make Hookline give each of the errors of the group "plugin-commands". */
export const pluginCommandsProvocations: Record<CodeOf<'plugin-commands'>, Provoke> = {
  COMMAND_ABORTED: running('wait', { signal: AbortSignal.abort(new Error('enough')) }),
  COMMAND_AMBIGUOUS: running('tidy', {}, { 'acme.one': TIDY, 'acme.two': TIDY }),
  COMMAND_ARGUMENTS_INVALID: running('tidy', { args: ['all'], options: { now: true } }),
  COMMAND_FAILED: running(
    'tidy',
    {},
    { 'acme.one': contributing([plain('tidy')], `{ tidy() { throw new Error('no broom'); } }`) },
  ),
  COMMAND_TIMEOUT: running('wait', { timeoutMs: 20 }),
  COMMAND_UNAVAILABLE: runDisabled,
  COMMAND_UNKNOWN: running('tidi'),
};

/** What each of them says. */
export const pluginCommandsMessages: Record<CodeOf<'plugin-commands'>, Message> = {
  COMMAND_ABORTED: {
    message: 'The command "acme.one/wait" was aborted: enough',
    hint: 'Expect this error where you abort the signal, or stop the plugin.',
  },
  COMMAND_AMBIGUOUS: {
    message: 'The command "tidy" can be any of "acme.one/tidy", "acme.two/tidy".',
    hint: 'Put the id of the plugin in front, or choose one under "commands" in the options of createPluginManager.',
  },
  COMMAND_ARGUMENTS_INVALID: {
    message:
      'The command "acme.one/tidy" was called wrongly: it takes no arguments, and was given 1; there is no option "now".',
    hint: 'Give what the manifest declares for the command.',
  },
  COMMAND_FAILED: { message: 'The command "acme.one/tidy" failed: no broom', hint: 'Look at the cause.' },
  COMMAND_TIMEOUT: {
    message: 'The command "acme.one/wait" did not settle within 20 ms.',
    hint: 'Raise timeoutMs, or leave it out.',
  },
  COMMAND_UNAVAILABLE: {
    message: 'The command "acme.one/tidy" cannot run: The plugin "acme.one" is disabled.',
    hint: 'Enable "acme.one".',
  },
  COMMAND_UNKNOWN: {
    message: 'No plugin contributes a command "tidi". Did you mean "tidy"?',
    hint: 'Use a name that manager.commands() shows.',
  },
};
