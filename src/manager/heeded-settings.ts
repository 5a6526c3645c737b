import type { PluginSurvey } from './plugin-survey.ts';
import type { PluginSettings } from './state/settings-schema.ts';
import { NO_SETTINGS, toDraft, toSettings, type Settings } from './state/settings.ts';
import { differing } from './state/state-store.ts';

export interface FollowParts {
  readonly survey: Pick<PluginSurvey, 'readSettings' | 'judge'>;
  readonly isKnown: (id: string) => boolean;
  readonly isLive: (id: string) => boolean;
  /** Brings what runs in line with the settings of a plugin. */
  readonly tryAnew: (id: string) => Promise<void>;
  readonly reload: (id: string) => Promise<unknown>;
}

/**
 * What of the settings has been heeded. Not the same as what is known: whoever writes their own settings reads those that
 * others wrote meanwhile.
 */
export class HeededSettings {
  #heeded: Settings = NO_SETTINGS;

  /** All that runs is in line with these. */
  begin(settings: Settings): void {
    this.#heeded = settings;
  }

  /** What they say of one plugin was done here; whether somebody else asks for it to be reloaded is another matter. */
  changed(id: string, settings: Settings): void {
    this.#put(id, { ...toDraft(settings).plugins[id], reload: this.#heeded.plugins[id]?.reload });
  }

  reloaded(id: string, { plugins }: Settings): void {
    this.#put(id, { ...toDraft(this.#heeded).plugins[id], reload: plugins[id]?.reload });
  }

  /** Brings what runs in line with what others have written into the state. */
  async follow({ survey, isKnown, isLive, tryAnew, reload }: FollowParts): Promise<void> {
    const before = this.#heeded;
    const settings = (this.#heeded = await survey.readSettings());
    const changed = differing(before, settings).filter((id) => isKnown(id));
    if (changed.length === 0) return;
    await survey.judge();
    for (const id of changed) await tryAnew(id);
    const due = changed.filter((id) => isNew(settings.plugins[id]?.reload, before.plugins[id]?.reload));
    for (const id of due) if (isLive(id)) await reload(id);
  }

  #put(id: string, plugin: PluginSettings): void {
    const draft = toDraft(this.#heeded);
    draft.plugins[id] = plugin;
    this.#heeded = toSettings(draft);
  }
}

function isNew(now: string | undefined, before: string | undefined): boolean {
  return now !== undefined && now !== before;
}
