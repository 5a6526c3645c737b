import { contentDigest } from '../../discovery/content-digest.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import type { Clock } from '../clock.ts';
import { operationRefused } from '../operation-refused.ts';
import type { PluginSurvey } from '../plugin-survey.ts';
import type { ResolvedPlugin } from '../resolution/resolution.ts';
import type { SettingsChange } from '../state/settings.ts';
import { toDistrust, toGrant, toRevoke, toTrust, type ConsentParts } from './consent-changes.ts';

/** Makes changes of settings from what the operator says of trust and permissions. */
export class ConsentDesk {
  readonly #survey: Pick<PluginSurvey, 'grantsOf' | 'store'>;
  readonly #clock: Clock;

  constructor(survey: Pick<PluginSurvey, 'grantsOf' | 'store'>, clock: Clock) {
    this.#survey = survey;
    this.#clock = clock;
  }

  /** Trusts the content that the folder of the plugin has now. @throws OPERATION_REFUSED, PERMISSION_UNKNOWN, MANIFEST_UNREADABLE */
  async trust({ found }: ResolvedPlugin, options: unknown): Promise<SettingsChange> {
    const { id, folder } = found;
    if (folder === undefined) throw operationRefused(id, 'trusted: it is a plugin in code, which needs no trust');
    return toTrust(this.#partsOf(found), await contentDigest(folder), options);
  }

  untrust(): SettingsChange {
    return toDistrust();
  }

  /** @throws PERMISSION_UNKNOWN */
  grant({ found }: ResolvedPlugin, permissions: unknown): SettingsChange {
    return toGrant(this.#partsOf(found), permissions);
  }

  /** @throws PERMISSION_UNKNOWN */
  revoke({ found }: ResolvedPlugin, permissions: unknown): SettingsChange {
    return toRevoke(this.#partsOf(found), permissions, this.#survey.store.settings.plugins[found.id]);
  }

  #partsOf(plugin: FoundPlugin): ConsentParts {
    return { plugin, sheet: this.#survey.grantsOf(plugin), at: new Date(this.#clock.date()).toISOString() };
  }
}
