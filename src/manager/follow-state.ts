import type { PluginSurvey } from './plugin-survey.ts';
import { differing } from './state/state-store.ts';

export interface FollowParts {
  readonly survey: Pick<PluginSurvey, 'store' | 'judge'>;
  readonly isKnown: (id: string) => boolean;
  readonly isLive: (id: string) => boolean;
  /** Brings what runs in line with the settings of a plugin. */
  readonly tryAnew: (id: string) => Promise<void>;
  readonly reload: (id: string) => Promise<unknown>;
}

/** Brings what runs in line with what somebody else has written into the state. Own changes are in line already. */
export async function followState({ survey, isKnown, isLive, tryAnew, reload }: FollowParts): Promise<void> {
  const before = survey.store.settings;
  await survey.store.load();
  const { settings } = survey.store;
  const changed = differing(before, settings).filter((id) => isKnown(id));
  if (changed.length === 0) return;
  await survey.judge();
  for (const id of changed) await tryAnew(id);
  const due = changed.filter((id) => settings.plugins[id]?.reload !== before.plugins[id]?.reload);
  for (const id of due) if (isLive(id)) await reload(id);
}
