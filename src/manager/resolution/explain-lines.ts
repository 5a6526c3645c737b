import { excludes } from './candidates.ts';
import { compareText, nameCopy, type Copy } from './copies.ts';
import type { RunTimeStanding } from './explanation.ts';
import { explainNeed } from './explain-needs.ts';
import { findAdapter } from './host-rules.ts';
import { createNeedsView, findObstacle } from './judge.ts';
import type { NeedsView } from './need-rules.ts';
import { listNeeds } from './needs.ts';
import { listProblems } from './list-problems.ts';
import { endSentence } from './obstacle.ts';
import type { Resolution, ResolvedPlugin } from './resolution.ts';
import { copyOf, toStanding } from './resolved-standing.ts';

/** How many plugins deep a derivation goes before it leaps to the root. */
const MAX_DEPTH = 10;
/** How many dependents are named. */
const MAX_NAMED = 20;

interface Derivation {
  readonly resolution: Resolution;
  readonly view: NeedsView;
  readonly lines: string[];
  readonly seen: Set<string>;
}

/** The state of a plugin and what it follows from, a level of indentation for each plugin that stands behind another. */
export function deriveLines(
  plugin: ResolvedPlugin,
  resolution: Resolution,
  standing: RunTimeStanding,
): readonly string[] {
  const { inventory, judgements } = resolution.grounds;
  const view = createNeedsView(inventory, judgements);
  const derivation: Derivation = { resolution, view, lines: [], seen: new Set() };
  derive(plugin, standing, 0, derivation);
  derivation.lines.push(...listDependents(plugin, resolution));
  return derivation.lines;
}

function derive(plugin: ResolvedPlugin, standing: RunTimeStanding, depth: number, derivation: Derivation): void {
  const { resolution, view, lines, seen } = derivation;
  const indent = '  '.repeat(depth);
  const copy = copyOf(plugin, resolution);
  const say = (line: string): unknown => lines.push(`${indent}  ${line}`);
  lines.push(
    `${indent}${nameCopy(copy)} ${depth === 0 ? describeStanding(standing) : describeNested(plugin, standing)}`,
  );
  seen.add(plugin.id);
  for (const line of [...listFaults(copy, resolution), ...listCopies(copy, resolution)]) say(line);
  if (resolution.grounds.inventory.holders.get(plugin.id) !== copy) return;
  if (depth === 0) say(describeApi(copy, resolution));
  for (const need of listNeeds(copy, view.inventory)) {
    const { line, notes, suppliers } = explainNeed(need, copy, view);
    say(line);
    for (const note of notes) say(`  ${note}`);
    for (const supplier of suppliers) follow(supplier, depth + 2, derivation);
  }
  for (const line of [...listConflicts(copy, view), ...listOptions(plugin)]) say(line);
}

function follow(supplier: Copy, depth: number, derivation: Derivation): void {
  const { resolution, lines, seen } = derivation;
  const indent = '  '.repeat(depth);
  const deep = depth >= 2 * MAX_DEPTH;
  const next = deep ? rootOf(supplier, resolution) : supplier;
  if (deep && next !== supplier) lines.push(`${indent}and so on, down to "${next.id}":`);
  const plugin = resolution.byId.get(next.id)!;
  if (seen.has(next.id)) lines.push(`${indent}"${next.id}": see above`);
  else if (deep) lines.push(`${indent}${nameCopy(next)} ${describeStanding(toStanding(plugin, resolution))}`);
  else derive(plugin, toStanding(plugin, resolution), depth, derivation);
}

function rootOf(copy: Copy, { grounds }: Resolution): Copy {
  return findObstacle(copy, grounds.inventory, grounds.judgements)?.root ?? copy;
}

function describeStanding({ state, reason }: RunTimeStanding): string {
  return reason === undefined ? `is ${state}.` : `is ${state}: ${endSentence(reason)}`;
}

/** The reason stands in the lines below it, if it is that another plugin cannot run. */
function describeNested({ verdict }: ResolvedPlugin, standing: RunTimeStanding): string {
  return verdict?.code === 'DEPENDENCY_UNAVAILABLE' ? `is ${standing.state}:` : describeStanding(standing);
}

/** What is wrong with an invalid plugin besides the problem that its reason tells. */
function listFaults(copy: Copy, { grounds }: Resolution): readonly string[] {
  if (grounds.inventory.verdicts.get(copy)?.state !== 'invalid') return [];
  const { problems } = copy.found;
  const told = problems.find(({ severity }) => severity === 'error');
  return listProblems(problems.filter((problem) => problem !== told)).map(({ text }) => text);
}

function listCopies(copy: Copy, { grounds }: Resolution): readonly string[] {
  const { copiesOf, verdicts } = grounds.inventory;
  const others = copiesOf.get(copy.id)!.filter((each) => each !== copy);
  return [
    `found in "${copy.place}", source ${copy.found.source}`,
    ...others.map((each) => `also found: ${nameCopy(each)} in "${each.place}", ${verdicts.get(each)!.state}`),
  ];
}

function describeApi({ found }: Copy, { grounds }: Resolution): string {
  const { host } = grounds.inventory.input;
  const range = found.manifest!.api;
  const adapter = findAdapter(range, host);
  const through = adapter === undefined ? '' : `, and an adapter for "${adapter}"`;
  return `made for the API "${range}": the host "${host.name}" has "${host.api}"${through}`;
}

function listConflicts(copy: Copy, { inventory, obstacleOf }: NeedsView): readonly string[] {
  return Object.entries(copy.found.manifest!.dependencies.conflicts).map(([id, range]) => {
    const other = inventory.holders.get(id);
    const what = `cannot run beside "${id}" "${range}"`;
    if (other === undefined) return `${what}: not found`;
    if (!excludes(copy, other)) return `${what}: ${nameCopy(other)} is no conflict`;
    return `${what}: ${nameCopy(other)} is ${obstacleOf(other) === undefined ? 'in place' : 'not in place'}`;
  });
}

function listOptions({ absent, dropped, waiting }: ResolvedPlugin): readonly string[] {
  return [
    ...absent.map(({ reason }) => `goes without an optional dependency: ${reason}`),
    ...dropped.map((id) => `does not wait for "${id}": that would close a cycle`),
    ...waiting.map((hook) => `the optional hook "${hook}" is not there`),
  ];
}

function listDependents({ dependents }: ResolvedPlugin, resolution: Resolution): readonly string[] {
  if (dependents.length === 0) return [];
  const named = dependents
    .toSorted(compareText)
    .slice(0, MAX_NAMED)
    .map((id) => `"${id}" (${toStanding(resolution.byId.get(id)!, resolution).state})`);
  const left = dependents.length - named.length;
  return [`Needed by: ${named.join(', ')}${left > 0 ? `, and ${left} more` : ''}`];
}
