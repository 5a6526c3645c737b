import { z } from 'zod';

/** What the operator trusted. */
const TrustRecord = z.looseObject({
  /** Of the content of the plugin's folder. */
  digest: z.string(),
  /** When, an ISO date. */
  at: z.string(),
  /** The version that the plugin had. */
  version: z.string(),
});

const PluginSettings = z.looseObject({
  enabled: z.boolean().optional(),
  /** The folder that was chosen where several plugins claim one id. */
  choice: z.string().optional(),
  trust: TrustRecord.optional(),
});

/** The form of `state.json`. */
export const SettingsFile = z.looseObject({ version: z.literal(1), plugins: z.record(z.string(), PluginSettings) });

export type TrustRecord = z.output<typeof TrustRecord>;
export type PluginSettings = z.output<typeof PluginSettings>;
