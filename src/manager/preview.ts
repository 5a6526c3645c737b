import { isPlainObject } from '../hooks/plain-object.ts';
import { operationRefused } from './operation-refused.ts';
import type { Reconciler } from './lifecycle/reconciler.ts';
import type { PluginState } from './lifecycle/plugin-state.ts';
import { consentVerdict, type Consent } from './permissions/consent.ts';
import { toDistrust, toGrant, toRevoke, toTrust } from './permissions/consent-changes.ts';
import { toGrantSheet } from './permissions/grant-sheet.ts';
import type { PluginSurvey } from './plugin-survey.ts';
import type { Resolution, ResolvedPlugin } from './resolution/resolution.ts';
import type { ResolutionInput } from './resolution/resolution-input.ts';
import { resolve } from './resolution/resolve.ts';
import type { SettingsChange } from './state/settings.ts';
import { trustVerdict } from './state/trust.ts';

/** What an operator thinks of doing. */
export type PreviewChange =
  | 'enable'
  | 'disable'
  | 'trust'
  | 'untrust'
  /** Trust with these permissions and no others. */
  | { readonly trust: readonly string[] }
  | { readonly grant: string | readonly string[] }
  | { readonly revoke: string | readonly string[] };

/** A change of one plugin, of which `preview` tells what would follow. */
export interface PreviewRequest {
  readonly id: string;
  readonly change: PreviewChange;
}

/** What a change would do to one plugin. */
export interface PreviewStep {
  readonly id: string;
  readonly from: PluginState;
  /** The same as `from` for a plugin that is started anew. */
  readonly to: PluginState;
  readonly reason: string;
}

/** What follows from a change, as far as it can be told without loading code: plain JSON. */
export interface Preview {
  readonly id: string;
  /** The plugin itself first; those to which nothing happens are left out. */
  readonly changes: readonly PreviewStep[];
}

export interface PreviewParts {
  readonly plugin: ResolvedPlugin;
  readonly change: unknown;
  readonly survey: PluginSurvey;
  readonly reconciler: Pick<Reconciler, 'failed' | 'isRunning' | 'live' | 'recordOf'>;
}

/**
 * Says what would follow, and changes nothing.
 *
 * @throws OPERATION_REFUSED, PERMISSION_UNKNOWN
 */
export function previewChange(parts: PreviewParts): Preview {
  const { id } = parts.plugin;
  const outlook = lookAhead(parts);
  const steps = outlook.resolution.plugins.flatMap((each) => toStep(each, outlook, parts) ?? []);
  return { id, changes: [...steps.filter((step) => step.id === id), ...steps.filter((step) => step.id !== id)] };
}

interface Outlook {
  readonly resolution: Resolution;
  readonly failed: ReadonlyMap<string, string>;
  /** Those that run now and would be started anew. */
  readonly replaced: ReadonlySet<string>;
  /** Those that would be activated at once. */
  readonly activated: ReadonlySet<string>;
}

function lookAhead(parts: PreviewParts): Outlook {
  const { plugin, survey, reconciler } = parts;
  const { live, isRunning } = reconciler;
  const { id, found } = plugin;
  const failed = new Map([...reconciler.failed].map(([each, { error }]) => [each, error.message]));
  failed.delete(id);
  const consent = toConsent(parts);
  const resolution = resolve(toInput(parts, survey.toInput(failed), consent));
  const { byId, order } = resolution;
  const current = live.get(id);
  const isReplaced =
    current !== undefined && current.record.found === found && current.granted !== consent.sheet.fingerprint;
  const replaced = new Set(isReplaced ? [id] : []);
  for (const each of replaced) for (const dependent of byId.get(each)?.dependents ?? []) replaced.add(dependent);
  const starting = order.filter((each) => !failed.has(each) && (!live.has(each) || replaced.has(each)));
  const activated = new Set(
    isRunning ? starting.filter((each) => survey.isEager(byId.get(each)!.found.manifest!)) : [],
  );
  for (const each of activated) for (const dependency of byId.get(each)!.dependencies) activated.add(dependency);
  return { resolution, failed, replaced, activated };
}

function toInput({ plugin, change, survey }: PreviewParts, input: ResolutionInput, consent: Consent): ResolutionInput {
  const { id, found } = plugin;
  const disabled = new Set(input.disabled);
  if (change === 'disable') disabled.add(id);
  if (change === 'enable') disabled.delete(id);
  const runner = found.manifest === undefined ? undefined : survey.runnerOf(found, consent.sheet);
  return {
    ...input,
    disabled,
    trustOf: (each) => (each === found ? consentVerdict(found, consent) : input.trustOf(each)),
    isolationOf: (each) => {
      if (each !== found) return input.isolationOf(each);
      return typeof runner === 'object' ? runner : undefined;
    },
  };
}

/** What would be said of the plugin. Whoever trusts it means the content that it has then. */
function toConsent({ plugin: { id, found }, change, survey }: PreviewParts): Consent {
  const before = survey.facts.consentOf(found);
  const settings = survey.store.settings.plugins[id];
  const changed = toSettingsChange({ plugin: found, sheet: before.sheet, at: '' }, change, settings)(settings ?? {});
  return {
    refused: before.refused,
    distrust: isTrust(change) ? undefined : change === 'untrust' ? withoutTrust(found) : before.distrust,
    sheet: found.manifest === undefined ? before.sheet : toGrantSheet(found, { ...settings, ...changed }),
  };
}

function isTrust(change: unknown): boolean {
  return change === 'trust' || (isPlainObject(change) && 'trust' in change);
}

function withoutTrust(found: ResolvedPlugin['found']): Consent['distrust'] {
  return trustVerdict(found, { record: undefined, digest: undefined });
}

function toSettingsChange(
  parts: Parameters<typeof toGrant>[0],
  change: unknown,
  settings: Parameters<typeof toRevoke>[2],
): SettingsChange {
  const { id, folder } = parts.plugin;
  if (change === 'enable' || change === 'disable') return () => ({});
  if (change === 'untrust') return toDistrust();
  if (isTrust(change) && folder === undefined) {
    throw operationRefused(id, 'trusted: it is a plugin in code, which needs no trust');
  }
  if (change === 'trust') return toTrust(parts, '', {});
  if (isPlainObject(change) && Object.keys(change).length === 1) {
    if ('trust' in change) return toTrust(parts, '', { permissions: change['trust'] });
    if ('grant' in change) return toGrant(parts, change['grant']);
    if ('revoke' in change) return toRevoke(parts, change['revoke'], settings);
  }
  const known = '"enable", "disable", "trust", "untrust", { trust: […] }, { grant: […] } or { revoke: […] }';
  throw operationRefused(id, `looked at in advance: the change must be ${known}`);
}

function toStep(plugin: ResolvedPlugin, outlook: Outlook, parts: PreviewParts): PreviewStep | undefined {
  const { id, verdict } = plugin;
  const from = parts.reconciler.recordOf(plugin.found)?.state ?? 'ready';
  const { failed, replaced } = outlook;
  if (verdict !== undefined) return stepTo(verdict.state, verdict.reason);
  if (failed.has(id)) return stepTo('failed', failed.get(id)!);
  const isReplaced = replaced.has(id);
  const to = stateOf(id, from, outlook, parts);
  if (!isReplaced) return stepTo(to, 'Nothing keeps it from running.');
  // Before its code was loaded nothing has begun that could begin anew.
  if (from === 'ready' && to === 'ready') return undefined;
  const what = id === parts.plugin.id ? 'it' : `"${parts.plugin.id}"`;
  return { id, from, to, reason: `It is started anew, because ${what} gets other permissions.` };

  function stepTo(state: PluginState, reason: string): PreviewStep | undefined {
    return state === from ? undefined : { id, from, to: state, reason };
  }
}

function stateOf(id: string, from: PluginState, { replaced, activated }: Outlook, parts: PreviewParts): PluginState {
  const { live, isRunning } = parts.reconciler;
  const begins = !live.has(id) || replaced.has(id);
  if (activated.has(id) && (begins || from === 'ready')) return 'active';
  if (begins) return from === 'stopped' && !isRunning ? from : 'ready';
  // What is done about a plugin that was left out has it take part again.
  return from === 'tripped' && id === parts.plugin.id ? 'active' : from;
}
