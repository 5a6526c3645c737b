import type { Manifest } from '../../manifest/manifest.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { RunCommand } from '../command.ts';
import type { info } from '../commands/info.ts';
import { listFiles, type FolderFacts } from '../info/list-files.ts';
import { findPlugin } from '../setup/find-plugin.ts';
import type { AnyHooks } from '../setup/host-setup.ts';
import { factsTable } from '../terminal/facts-table.ts';
import { milliseconds } from '../terminal/milliseconds.ts';
import { permissionTable } from '../terminal/permission-table.ts';
import { printable, printableLine } from '../terminal/printable.ts';
import { shellRemedy } from '../terminal/shell-remedy.ts';
import { stateText } from '../terminal/state-text.ts';
import type { Style } from '../terminal/style.ts';

export const runInfo: RunCommand<typeof info> = async ({ args: { id }, openManager, style }) => {
  const manager = await openManager();
  const plugin = findPlugin(id, manager);
  const about = await factsOf(plugin, manager);
  return { result: { plugin, ...about }, text: toText(plugin, about, style) };
};

interface About {
  readonly manifest: Manifest | undefined;
  readonly config: Readonly<Record<string, unknown>> | undefined;
  readonly files: FolderFacts | undefined;
  readonly commands: readonly string[];
  readonly templates: readonly string[];
}

async function factsOf({ id, folder }: PluginStatus, manager: PluginManager<AnyHooks>): Promise<About> {
  const own = ({ plugin }: { readonly plugin: string }): boolean => plugin === id;
  return {
    manifest: manager.manifest(id),
    config: manager.config(id),
    files: folder === undefined ? undefined : await listFiles(folder).catch(() => undefined),
    commands: manager
      .commands()
      .filter(own)
      .map(({ qualifiedName }) => qualifiedName),
    templates: manager
      .templates()
      .filter(own)
      .map(({ qualifiedName }) => qualifiedName),
  };
}

function toText(plugin: PluginStatus, about: About, style: Style): string {
  const { manifest } = about;
  const name = style.paint('bold', printableLine(plugin.name ?? plugin.id));
  const parts = [
    `${name} ${printableLine(plugin.version ?? '')}`,
    factsTable(
      [
        ['id', printableLine(plugin.id)],
        ['about', printable(plugin.description ?? '')],
        ['author', printableLine(manifest?.author ?? '')],
        ['license', printableLine(manifest?.license ?? '')],
        ['homepage', manifest?.homepage],
        ['state', stateLine(plugin, style)],
        ['remedy', printable(shellRemedy(plugin.remedy ?? '', [plugin]))],
        ['runs in', plugin.runner],
        ['activation', plugin.activation],
        ['api', manifest?.api],
        ['hooks', hooksOf(manifest)],
        ['needs', plugin.dependencies.join(', ')],
        ['needed by', plugin.dependents.join(', ')],
        ['provides', namesOf(manifest?.provides)],
        ['requires', namesOf(manifest?.requires)],
        ['commands', about.commands.join(', ')],
        ['templates', about.templates.join(', ')],
        ['limits', plugin.limits.map(({ limit, value }) => `${limit} ${value}`).join(', ')],
        ['secrets', manifest?.secrets.map(({ key }) => key).join(', ')],
        ['config', about.config === undefined ? undefined : printable(JSON.stringify(about.config, undefined, 2))],
        ['source', printableLine(plugin.source)],
        ['folder', plugin.folder],
        ['files', filesOf(about.files)],
        ['errors', String(plugin.health.errors)],
        ['imported', plugin.importMs === undefined ? undefined : milliseconds(plugin.importMs)],
      ],
      style,
    ),
    ...(plugin.permissions.length === 0 ? [] : [permissionTable(plugin, style)]),
    ...problemsOf(plugin, style),
  ];
  return parts.join('\n\n');
}

function stateLine({ state, reason, trusted }: PluginStatus, style: Style): string {
  const why = reason === undefined ? '' : `: ${printableLine(reason)}`;
  return `${stateText(state, style)}${trusted ? ', trusted' : ''}${why}`;
}

/** Each hook with what the manifest says of its place. */
function hooksOf(manifest: Manifest | undefined): string | undefined {
  if (manifest === undefined) return undefined;
  const lines = Object.entries(manifest.hooks).map(([name, declared]) => {
    const places = [declared]
      .flat()
      .map(({ priority, order }) =>
        [...(order === undefined ? [] : [order]), ...(priority === undefined ? [] : [`priority ${priority}`])].join(
          ', ',
        ),
      );
    const place = places.filter((each) => each !== '').join('; ');
    return place === '' ? name : `${name} (${place})`;
  });
  return lines.join('\n');
}

function namesOf(services: Readonly<Record<string, string>> | undefined): string | undefined {
  return (
    services &&
    Object.entries(services)
      .map(([id, version]) => `${id} ${version}`)
      .join(', ')
  );
}

function filesOf(files: FolderFacts | undefined): string | undefined {
  if (files === undefined) return undefined;
  const { count, bytes, installedAt, updatedAt } = files;
  const size = bytes < 10_000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(0)} kB`;
  return `${count}, ${size}; installed ${installedAt.slice(0, 10)}, changed ${updatedAt.slice(0, 10)}`;
}

function problemsOf({ problems }: PluginStatus, style: Style): string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ severity, message, hint }) => {
    const paint = severity === 'error' ? 'red' : 'yellow';
    return `${style.paint(paint, severity)}: ${printableLine(message)}${hint === undefined ? '' : `\n  ${printableLine(hint)}`}`;
  });
  return [lines.join('\n')];
}
