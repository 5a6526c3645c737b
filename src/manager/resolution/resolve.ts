import { createActivationGraph, orderActivation, type ActivationGraph } from './activation-graph.ts';
import { createCandidates, type Candidate } from './candidates.ts';
import { byRank, compareText, type Copy } from './copies.ts';
import { listDependents } from './dependents.ts';
import { findAdapter } from './host-rules.ts';
import { takeInventory, type Inventory } from './inventory.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judgement.ts';
import { listAbsent, listWaiting } from './optional-rules.ts';
import type { ResolutionInput } from './resolution-input.ts';
import type { Resolution, ResolvedPlugin } from './resolution.ts';
import { settle } from './settle.ts';

/**
 * Decides for every plugin that was found whether it can run, and in which order those that can are activated. Pure: whoever
 * changes the input resolves again, and what had to stand back comes back by itself.
 */
export function resolve(input: ResolutionInput): Resolution {
  const inventory = takeInventory(input);
  const candidates = createCandidates(inventory);
  const judgements = judge(settle(candidates), inventory);
  const graph = createActivationGraph(candidates, inventory);
  const plugins = describeAll({ inventory, candidates, judgements, graph });
  const byId = new Map<string, ResolvedPlugin>();
  for (const plugin of plugins) {
    if (!byId.has(plugin.id) || inventory.holders.get(plugin.id)?.found === plugin.found) byId.set(plugin.id, plugin);
  }
  return { plugins, order: orderActivation(graph).map(({ id }) => id), byId, grounds: { inventory, judgements } };
}

interface Outcome {
  readonly inventory: Inventory;
  readonly candidates: readonly Candidate[];
  readonly judgements: ReadonlyMap<Copy, Judgement>;
  readonly graph: ActivationGraph;
}

function describeAll(outcome: Outcome): readonly ResolvedPlugin[] {
  const { inventory, candidates, judgements } = outcome;
  const placed = new Map(candidates.filter(({ status }) => status === 'runs').map((each) => [each.copy, each]));
  const dependents = listDependents(outcome);
  return inventory.copies
    .toSorted((left, right) => compareText(left.id, right.id) || byRank(left, right))
    .map((copy) => {
      const judgement = judgements.get(copy);
      const candidate = placed.get(copy);
      return {
        found: copy.found,
        id: copy.id,
        verdict: inventory.verdicts.get(copy) ?? judgement?.verdict,
        blockedBy: judgement?.blockedBy,
        dependents: dependents.get(copy) ?? [],
        ...(candidate === undefined ? NOWHERE : describePlace(candidate, outcome)),
      };
    });
}

type Place = Omit<ResolvedPlugin, 'found' | 'id' | 'verdict' | 'blockedBy' | 'dependents'>;

/** The place of a plugin that cannot run. */
const NOWHERE: Place = {
  dependencies: [],
  after: [],
  dropped: [],
  adapter: undefined,
  services: new Map(),
  absent: [],
  waiting: [],
};

function describePlace(candidate: Candidate, { inventory, judgements, graph }: Outcome): Place {
  const { copy } = candidate;
  const { dependencies, after, dropped } = graph.get(copy)!;
  return {
    dependencies: toIds(dependencies),
    after: toIds(after),
    dropped: toIds(dropped),
    adapter: findAdapter(copy.found.manifest!.api, inventory.input.host),
    services: listServices(candidate),
    absent: listAbsent(copy, inventory, judgements),
    waiting: listWaiting(copy, inventory, judgements),
  };
}

function toIds(copies: Iterable<Copy>): readonly string[] {
  return [...copies].map(({ id }) => id);
}

function listServices({ wants }: Candidate): ReadonlyMap<string, string> {
  const services = wants.filter(({ need }) => need.kind === 'service');
  return new Map(services.map(({ need, supplier }) => [need.name, supplier?.copy.id ?? 'host']));
}
