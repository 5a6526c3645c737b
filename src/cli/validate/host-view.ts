import type { KnownHookspec } from '../../analysis/plugin-code.ts';
import type { Finding, FindOptions, FoundPlugin, Source } from '../../discovery/source.ts';
import type { HookspecData } from '../../hooks/hookspec.ts';
import { createPluginManager } from '../../manager/create-plugin-manager.ts';
import type { PluginHost } from '../../manager/manager-options.ts';
import type { Problem } from '../../manifest/problem.ts';
import type { AnyHooks, HostSetup } from '../setup/host-setup.ts';

/** What a plugin is held against: a host, and what it finds. None of its plugins was loaded. */
export interface HostView {
  readonly host: PluginHost;
  readonly hookspecs: Readonly<Record<string, KnownHookspec>>;
  /** How the manager of this host reads manifests. */
  readonly find: FindOptions;
  readonly plugins: readonly FoundPlugin[];
  /** What is wrong with its sources. */
  readonly problems: readonly Problem[];
}

/** Lets a manager of the host look into its sources, without secrets, configurations and state. */
export async function viewHost({ options }: HostSetup): Promise<HostView> {
  const { host, hookspecs, sources = [], pluginTypes } = options;
  const findings: Finding[] = [];
  let find: FindOptions | undefined;
  const listening: Source = {
    name: 'what the manager asks for',
    trusted: true,
    find: async (asked) => {
      find = asked;
      return { plugins: [], problems: [] };
    },
  };
  const manager = createPluginManager<AnyHooks>({
    host,
    hookspecs,
    ...(pluginTypes === undefined ? {} : { pluginTypes }),
    sources: [listening, ...sources.map((source) => listenTo(source, findings))],
    recordStats: false,
  });
  const problems: Problem[] = [];
  manager.on('manager:problem', (problem) => problems.push(problem));
  await manager.rescan();
  await manager.stop();
  return {
    host,
    hookspecs: toKnown(hookspecs),
    find: find!,
    plugins: findings.flatMap(({ plugins }) => plugins),
    problems,
  };
}

function listenTo(source: Source, findings: Finding[]): Source {
  const { name, trusted } = source;
  return {
    name,
    trusted,
    find: async (asked) => {
      const finding = await source.find(asked);
      findings.push(finding);
      return finding;
    },
  };
}

function toKnown(hookspecs: AnyHooks): Readonly<Record<string, KnownHookspec>> {
  const entries = Object.entries<HookspecData>(hookspecs);
  return Object.fromEntries(entries.map(([name, { kind, args }]) => [name, { kind, args: Object.keys(args) }]));
}
