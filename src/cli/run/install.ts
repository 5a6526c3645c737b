import { realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HooklineError } from '../../errors/hookline-error.ts';
import { isInside } from '../../discovery/is-inside.ts';
import type { Source } from '../../discovery/source.ts';
import type { CommandContext, Outcome, RunCommand } from '../command.ts';
import type { install } from '../commands/install.ts';
import { assertLocked } from '../install/assert-locked.ts';
import { checkStaged } from '../install/check-staged.ts';
import { choosePlace, type Place } from '../install/choose-place.ts';
import { changeFolder, replaceFolder } from '../install/folder-change.ts';
import { gatherFiles } from '../install/gather-files.ts';
import { installRefused } from '../install/install-refused.ts';
import { planText, type InstallPlan } from '../install/install-text.ts';
import { missingPackages } from '../install/missing-packages.ts';
import { permissionChanges } from '../install/permission-changes.ts';
import { stageFiles } from '../install/stage-files.ts';
import { lockFileOf } from '../lock/lock-file.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import { viewIfThere } from '../validate/find-targets.ts';
import type { HostView } from '../validate/host-view.ts';

type Context = CommandContext<typeof install>;

export const runInstall: RunCommand<typeof install> = async (context) => {
  const { args, signal, working } = context;
  const { folder, source } = await chooseFolder(context);
  const view = await viewIfThere(context.openSetup);
  await assertOutside(folder, resolve(context.cwd, args.what), args.what);
  working('Reading the plugin');
  const files = await gatherFiles(args.what, context);
  // Whoever only looks leaves nothing behind.
  const staged = await stageFiles(context.options.dryRun ? tmpdir() : folder, files, signal);
  try {
    return await installStaged({ context, folder, source, view, staged });
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
};

interface Install {
  readonly context: Context;
  /** Of plugins. */
  readonly folder: string;
  readonly source: Source | undefined;
  readonly view: HostView | undefined;
  readonly staged: string;
}

async function installStaged({ context, folder, source, view, staged }: Install): Promise<Outcome> {
  const { args, options, style, print, confirm, common } = context;
  const { manifest, warnings } = await checkStaged(args.what, staged, view);
  const { id, version } = manifest;
  if (options.locked) await assertLocked(manifest, staged, lockFileOf(await context.openSetup()));
  const { name, before } = await choosePlace(id, folder, view);
  const plan: InstallPlan = {
    manifest,
    previous: before?.found.manifest?.version,
    folder: join(folder, name),
    permissions: permissionChanges(manifest, before?.found.manifest),
    missing: await missingPackages(staged, join(folder, name)),
    warnings,
  };
  const trusted = source?.trusted ?? false;
  const outcome = (installed: boolean, text: string, exitCode: 0 | 1 = 0): Outcome => {
    const { permissions, missing, previous = null } = plan;
    const result = {
      plugin: { id, version },
      previous,
      folder: plan.folder,
      permissions,
      trusted,
      missingPackages: missing,
      warnings,
      installed,
    };
    return { result, text, exitCode };
  };
  if (options.dryRun) return outcome(false, planText(plan, style));
  if (!common.json) print(`${planText(plan, style)}\n`);
  if (!(await confirm(`Install "${id}" ${version}?`))) return outcome(false, 'Nothing was changed.', 1);
  await changeFolder(folder, () => putInPlace({ id, folder, view, staged }, name));
  return outcome(true, paragraph(doneText(plan, { trusted, isOfHost: source !== undefined }), style));
}

/** Looks again: another process may have installed something while this one was asking. */
async function putInPlace(
  { id, folder, view, staged }: Pick<Install, 'folder' | 'view' | 'staged'> & { readonly id: string },
  expected: Place['name'],
): Promise<void> {
  const { name } = await choosePlace(id, folder, view);
  if (name !== expected) {
    const problems = [`the plugin has moved to ${join(folder, name)} meanwhile`];
    throw installRefused({ what: id, problems, hint: 'Nothing was changed. Try again.' });
  }
  await replaceFolder(folder, name, staged);
}

/** Where plugins go, and the source of the host that will find them there. */
async function chooseFolder({
  options: { to },
  cwd,
  openSetup,
}: Context): Promise<{ folder: string; source: Source | undefined }> {
  const asked = to === undefined ? undefined : resolve(cwd, to);
  const sources = await openSetup().then(
    (setup) => setup.options.sources ?? [],
    (thrown: unknown) => {
      if (asked === undefined) throw thrown;
      return [];
    },
  );
  const source = sources.find((each) => (asked === undefined ? each.folder !== undefined : each.folder === asked));
  const folder = asked ?? source?.folder;
  if (folder !== undefined) return { folder, source };
  throw new HooklineError('INSTALL_REFUSED', 'The host has no folder of plugins to install into.', {
    hint: 'Name one with "--to", and give it to the host: sources: [directory("./plugins")].',
    data: {},
  });
}

/** Its own packages would be lost, and nothing gained. */
async function assertOutside(folder: string, path: string, what: string): Promise<void> {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const [plugins, real] = await Promise.all([folder, path].map((each) => realpath(each).catch(() => each)));
  if (!isFolder || !isInside(plugins!, real!)) return;
  throw installRefused({
    what,
    problems: [`it lies in ${folder} already`],
    hint: 'Nothing has to be done: the host finds it there.',
  });
}

interface Standing {
  readonly trusted: boolean;
  readonly isOfHost: boolean;
}

function doneText({ manifest: { id, version }, previous }: InstallPlan, { trusted, isOfHost }: Standing): string {
  const done = `Installed "${printableLine(id)}" ${version}${previous === undefined || previous === version ? '' : ` in place of ${previous}`}.`;
  if (!isOfHost) return done;
  if (trusted) return `${done} Its source is trusted: it runs when the host starts or looks again.`;
  return `${done} It does not run yet: "hookline trust ${id}" trusts it and grants what it asks for.`;
}
