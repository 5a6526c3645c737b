import { join } from 'node:path';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Resolution, ResolvedPlugin } from '../resolution/resolution.ts';
import type { CommandInfo, TemplateInfo } from './command-info.ts';

/** Where thousands of plugins have a command of one name, lists of all the others would fill the memory. */
const MOST_CONFLICTS = 100;

type Choices = Readonly<Record<string, string>>;

/** The commands of all plugins that can run, by their qualified names. `choices` says whose command a short name means. */
export function listCommands(resolution: Resolution | undefined, choices: Choices): readonly CommandInfo[] {
  const declared = runnable(resolution).flatMap(({ found: { manifest } }) =>
    manifest!.contributes.cli.map((command) => ({ manifest: manifest!, command })),
  );
  const owners = new Map<string, string[]>();
  for (const { manifest, command } of declared) {
    const known = owners.get(command.name);
    if (known === undefined) owners.set(command.name, [manifest.id]);
    else known.push(manifest.id);
  }
  return declared
    .map(({ manifest, command }) => {
      const { name, summary, arguments: args, options } = command;
      const rivals = owners.get(name)!;
      return {
        ...nameContribution(manifest, name, summary),
        isShort: winnerOf(rivals, Object.hasOwn(choices, name) ? choices[name] : undefined) === manifest.id,
        conflicts: listConflicts(rivals, manifest.id, name),
        arguments: args,
        options,
      };
    })
    .toSorted(byQualifiedName);
}

/** The templates of all plugins that can run, by their qualified names. */
export function listTemplates(resolution: Resolution | undefined): readonly TemplateInfo[] {
  return runnable(resolution)
    .flatMap(({ found: { manifest, folder } }) =>
      manifest!.contributes.templates.map((template) => ({
        ...nameContribution(manifest!, template.name, template.summary),
        folder: join(folder!, template.folder),
      })),
    )
    .toSorted(byQualifiedName);
}

function runnable(resolution: Resolution | undefined): readonly ResolvedPlugin[] {
  return resolution?.order.map((id) => resolution.byId.get(id)!) ?? [];
}

function listConflicts(rivals: readonly string[], own: string, name: string): readonly string[] {
  const others = rivals.slice(0, MOST_CONFLICTS + 1).filter((id) => id !== own);
  return others.slice(0, MOST_CONFLICTS).map((id) => `${id}/${name}`);
}

/** The plugin whose command a short name means: the chosen one, or the only one. */
function winnerOf(rivals: readonly string[], choice: string | undefined): string | undefined {
  if (choice !== undefined && rivals.includes(choice)) return choice;
  return rivals.length === 1 ? rivals[0] : undefined;
}

function nameContribution({ id, version }: Manifest, name: string, summary: string) {
  return { plugin: id, version, name, qualifiedName: `${id}/${name}`, summary };
}

function byQualifiedName(left: { readonly qualifiedName: string }, right: { readonly qualifiedName: string }): number {
  return left.qualifiedName < right.qualifiedName ? -1 : 1;
}
