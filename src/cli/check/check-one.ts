import type { FoundPlugin } from '../../discovery/source.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { HostSetup } from '../setup/host-setup.ts';
import type { HostView } from '../validate/host-view.ts';
import { validatePlugin } from '../validate/validate-plugin.ts';
import { resolvePlugin, type Resolved } from './resolve-plugin.ts';
import { SECTIONS, sectionOf, statusOf, type Section } from './section.ts';
import { startOnce } from './start-once.ts';

/** What came of starting the plugin, beside what every section has. */
export interface ActivationSection extends Section {
  readonly runner?: RunnerName | undefined;
  /** Milliseconds. */
  readonly importMs?: number | undefined;
  readonly activateMs?: number | undefined;
  readonly leaks?: readonly string[];
}

export interface Checked {
  readonly found: FoundPlugin;
  readonly status: 'pass' | 'warn' | 'fail';
  readonly sections: readonly Section[];
}

export interface CheckOptions {
  /** Absent without a host. */
  readonly host: { readonly setup: HostSetup; readonly view: HostView } | undefined;
  readonly runner: RunnerName | undefined;
  readonly isStarted: boolean;
}

const RANKS = ['fail', 'warn', 'pass'] as const;

export async function checkOne(found: FoundPlugin, options: CheckOptions): Promise<Checked> {
  const { host } = options;
  const { findings, skipped } = await validatePlugin(found, { view: host?.view });
  const resolved =
    host === undefined || found.manifest === undefined ? undefined : await resolvePlugin(found, host.setup, host.view);
  const sections: Section[] = SECTIONS.map((name) => {
    const own = findings.filter((finding) => sectionOf(finding) === name);
    // Without an entry, what is not found was not looked for.
    const isOpen = own.length === 0 && found.entryFile === undefined && name !== 'metadata';
    const section: Section = {
      name,
      status: isOpen ? 'skip' : statusOf(own),
      findings: own,
      notes: name === 'structure' ? skipped : [],
    };
    return name === 'dependencies' ? withResolution(section, resolved) : section;
  });
  sections.push(await activation(found, resolved, options));
  const status = RANKS.find((rank) => sections.some((section) => section.status === rank)) ?? 'pass';
  return { found, status, sections };
}

/** States that say that something is missing, not that somebody decided so. */
const BROKEN: ReadonlySet<string> = new Set(['unresolved', 'conflicting', 'unconfigured', 'unsupported']);
const STARTABLE: ReadonlySet<string> = new Set(['ready', 'active', 'disabled']);

function withResolution(section: Section, resolved: Resolved | undefined): Section {
  if (resolved === undefined) return section;
  const { state, code, reason, remedy } = resolved.status;
  // What the manifest says against this host stands there already.
  const isKnown = section.findings.some(({ rule }) => rule === code);
  if (reason === undefined || isKnown || state === 'invalid') return section;
  const isBroken = BROKEN.has(state);
  const status = isBroken ? 'fail' : section.status === 'pass' ? 'warn' : section.status;
  return { ...section, status, notes: [...section.notes, `${reason} ${remedy ?? ''}`.trim()] };
}

function skip(why: string): ActivationSection {
  return { name: 'activation', status: 'skip', findings: [], notes: [why] };
}

async function activation(
  found: FoundPlugin,
  resolved: Resolved | undefined,
  { host, runner, isStarted }: CheckOptions,
): Promise<ActivationSection> {
  if (!isStarted) return skip('It was not started, as "--no-start" says.');
  if (host === undefined) return skip('It was not started: no set-up of a host was found.');
  if (resolved === undefined) return skip('It was not started: its manifest is not valid.');
  const { state } = resolved.status;
  if (state === 'untrusted') {
    return skip(`None of it was run, because nobody trusts it: "hookline trust ${found.id}".`);
  }
  if (!STARTABLE.has(state)) return skip(`It was not started: it is ${state}.`);
  const { needed, status: inHost } = resolved;
  const { setup } = host;
  const { status, health, leaks, errors } = await startOnce({ setup, found, needed, runner, usual: inHost.runner });
  const notes = [
    ...(health.message === undefined ? [] : [`${health.message} ${health.hint ?? ''}`.trim()]),
    ...errors,
    ...leaks,
  ];
  const isWell = health.status === 'pass' && errors.length === 0 && leaks.length === 0;
  return {
    name: 'activation',
    status: isWell ? 'pass' : health.status === 'fail' ? 'fail' : 'warn',
    findings: [],
    notes,
    runner: status.runner,
    importMs: status.importMs,
    activateMs: status.activateMs,
    leaks,
  };
}
