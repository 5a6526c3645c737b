import type { Command } from '@bomb.sh/tab';
import { toKebabCase } from '../build-program.ts';
import type { CommandDescription, Completed, OptionDescription } from '../command.ts';
import type { LoadableCommand } from '../commands.ts';
import { COMMON_OPTIONS } from '../common-options.ts';
import { SETUP_OPTIONS } from '../setup/setup-options.ts';
import { withinLimit } from '../../runners/within-limit.ts';
import { withOutputKept } from './with-output-kept.ts';

/** Ids of plugins and names of hooks that the shell may propose. */
type Proposals = Readonly<Record<Completed, readonly string[]>>;

const NOTHING: Proposals = { plugin: [], hook: [] };

/** What a shell takes for a word. A plugin that is not valid is called as its folder is, and that may be called anything. */
const PLAIN = /^[\w./:@+-]+$/;

/** Prints what the shell may propose behind the words that were typed. Never fails: no proposal is better than an error. */
export async function complete(words: readonly string[], own: readonly LoadableCommand[]): Promise<void> {
  const { default: tab } = await import('@bomb.sh/tab');
  const { contributedCommands } = await import('../contributed/contributed-commands.ts');
  const commands = [...own, ...(await contributedCommands([]))].map(({ description }) => description);
  const typed = commands.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `));
  const proposals = typed !== undefined && asksHost(typed) ? await askHost() : NOTHING;
  for (const description of commands) {
    const command = tab.command(description.name, description.summary);
    for (const [name, { completes, variadic }] of Object.entries(description.arguments ?? {})) {
      command.argument(name, (propose) => tell(propose, proposals, completes), variadic ?? false);
    }
    addOptions(command, description.options ?? {}, proposals);
    addOptions(command, COMMON_OPTIONS, proposals);
    if (description.opensHost) addOptions(command, SETUP_OPTIONS, proposals);
  }
  tab.parse([...words]);
}

function addOptions(
  command: Command,
  options: Readonly<Record<string, OptionDescription>>,
  proposals: Proposals,
): void {
  for (const [name, { type, summary, short, choices = [], completes }] of Object.entries(options)) {
    const long = toKebabCase(name);
    if (type === 'boolean') {
      command.option(long, summary, ...(short === undefined ? [] : [short]));
      continue;
    }
    const propose = (add: (value: string, about: string) => void): void => {
      for (const choice of choices) add(choice, '');
      tell(add, proposals, completes);
    };
    command.option(long, summary, propose, ...(short === undefined ? [] : [short]));
  }
}

function tell(
  propose: (value: string, about: string) => void,
  proposals: Proposals,
  completes: Completed | undefined,
): void {
  if (completes === undefined) return;
  for (const value of proposals[completes]) if (PLAIN.test(value)) propose(value, '');
}

function asksHost({ arguments: args = {}, options = {}, opensHost }: CommandDescription): boolean {
  return opensHost === true && [...Object.values(args), ...Object.values(options)].some(({ completes }) => completes);
}

/** From the manifests, and not for longer than somebody waits for a proposal. */
async function askHost(): Promise<Proposals> {
  const { value } = await withOutputKept(() => withinLimit(lookUp, 3000));
  return value.status === 'done' ? value.value : NOTHING;
}

async function lookUp(): Promise<Proposals> {
  const { loadSetup } = await import('../setup/load-setup.ts');
  const { openManager } = await import('../setup/open-manager.ts');
  const setup = await loadSetup({}, process.cwd());
  const manager = await openManager(setup);
  return { plugin: manager.list().map(({ id }) => id), hook: Object.keys(setup.options.hookspecs) };
}
