import { relative } from 'node:path';
import type { FoundPlugin } from '../../discovery/source.ts';
import { mapBounded } from '../../discovery/map-bounded.ts';
import type { CommandContext, Outcome, RunCommand } from '../command.ts';
import type { validate } from '../commands/validate.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { assertRules } from '../validate/assert-rules.ts';
import { findTargets } from '../validate/find-targets.ts';
import { count, countText, findingsText } from '../validate/findings-text.ts';
import { fixHooks, type HooksFix } from '../validate/fix-hooks.ts';
import { findImportEffects } from '../validate/import-findings.ts';
import { readPluginAt, validatePlugin, type FolderValidation } from '../validate/validate-plugin.ts';
import type { HostView } from '../validate/host-view.ts';

type Context = CommandContext<typeof validate>;

interface Validated extends FolderValidation {
  readonly fixed: string | undefined;
}

/** How many plugins are looked at together: each holds the syntax trees of all its files. */
const AT_ONCE = 4;

export const runValidate: RunCommand<typeof validate> = async (context) => {
  const { args, options, working } = context;
  assertRules([...options.rule, ...options.ignore]);
  const { plugins, view } = await findTargets(args.path, context);
  let left = plugins.length;
  const validated = await mapBounded(
    plugins.toSorted(byId),
    async (found) => {
      working(left > 1 ? `looking at plugins, ${left} left` : `looking at ${printableLine(found.id)}`);
      const one = await validateOne(found, view, context);
      left -= 1;
      return one;
    },
    AT_ONCE,
  );
  working(undefined);
  return toOutcome(validated, context);
};

async function validateOne(found: FoundPlugin, view: HostView | undefined, { options }: Context): Promise<Validated> {
  const { rule: rules, ignore } = options;
  const fix: HooksFix = options.fix ? await fixHooks(found) : {};
  const now = fix.file === undefined ? found : await readAgain(found, view);
  const validation = await validatePlugin(now, { view, rules, ignore });
  const effects = options.import ? await findImportEffects(now) : [];
  const isWanted = (rule: string): boolean => (rules.length === 0 || rules.includes(rule)) && !ignore.includes(rule);
  const { obstacle } = fix;
  return {
    ...validation,
    findings: [...validation.findings, ...effects.filter(({ rule }) => isWanted(rule))],
    skipped: [
      ...validation.skipped,
      ...(obstacle === undefined ? [] : [`"hooks" of the manifest was not written: ${obstacle}.`]),
    ],
    fixed: fix.file,
  };
}

/** The view holds the manifest as it was. */
function readAgain({ folder, id }: FoundPlugin, view: HostView | undefined): Promise<FoundPlugin> {
  const others = view === undefined ? undefined : { ...view, plugins: view.plugins.filter((each) => each.id !== id) };
  return readPluginAt(folder!, others);
}

async function toOutcome(validated: readonly Validated[], { options, style, cwd }: Context): Promise<Outcome> {
  const findings = validated.flatMap((each) => each.findings);
  const [errors, warnings] = [count(findings, 'error'), count(findings, 'warning')];
  const suppressed = validated.flatMap((each) => each.suppressed).length;
  const summary = { plugins: validated.length, errors, warnings, infos: count(findings, 'info'), suppressed };
  return {
    result: { plugins: validated.map(toResult), summary },
    text: await toText(validated, style, cwd),
    exitCode: errors > 0 || (options.strict === true && warnings > 0) ? 1 : 0,
  };
}

function toResult({ found, findings, suppressed, skipped, fixed }: Validated): object {
  const { id, manifest, folder } = found;
  return {
    id,
    version: manifest?.version,
    folder,
    findings,
    suppressed,
    skipped,
    ...(fixed === undefined ? {} : { fixed }),
  };
}

async function toText(validated: readonly Validated[], style: Style, cwd: string): Promise<string> {
  if (validated.length === 0) return 'The host has found no plugins.';
  // What is true of all is said once.
  const common = validated[0]!.skipped.filter((why) => validated.every(({ skipped }) => skipped.includes(why)));
  const sections = await Promise.all(
    validated
      .filter(
        ({ findings, skipped, fixed }) => findings.length > 0 || fixed !== undefined || skipped.length > common.length,
      )
      .map(async (each) => {
        const notes = each.skipped.filter((why) => !common.includes(why)).map((why) => note(why, style));
        const fixed =
          each.fixed === undefined ? [] : [style.paint('green', `Wrote "hooks" of ${shown(each.fixed, cwd)}.`)];
        const findings = each.findings.length === 0 ? [] : ['', await findingsText(each.findings, style)];
        return [heading(each.found, style, cwd), ...fixed, ...notes, ...findings].join('\n');
      }),
  );
  return [...sections, ...common.map((why) => note(why, style)), summaryText(validated, style)].join('\n\n');
}

function heading({ id, manifest, folder }: FoundPlugin, style: Style, cwd: string): string {
  const name = [printableLine(id), manifest?.version].filter((part) => part !== undefined).join(' ');
  return `${style.paint('bold', name)}  ${style.paint('dim', shown(folder ?? 'in code', cwd))}`;
}

function note(text: string, style: Style): string {
  return style.paint('dim', paragraph(printableLine(text), style));
}

function shown(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return printableLine(way.startsWith('..') || way === '' ? path : way);
}

function summaryText(validated: readonly Validated[], style: Style): string {
  const findings = validated.flatMap((each) => each.findings);
  const hidden = validated.flatMap((each) => each.suppressed).length;
  const plugins = validated.length === 1 ? '1 plugin' : `${validated.length} plugins`;
  const color = count(findings, 'error') > 0 ? 'red' : count(findings, 'warning') > 0 ? 'yellow' : 'green';
  const comments = hidden === 0 ? '' : `; ${hidden} hidden by comments in the code`;
  return `${style.paint(color, `${plugins}: ${countText(findings)}`)}${comments}`;
}

function byId(one: FoundPlugin, other: FoundPlugin): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
