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

/** A permission that was granted or revoked, such as `net:stats.example`. */
const GrantRecord = z.looseObject({
  permission: z.string(),
  /** When, an ISO date. */
  at: z.string(),
});

const PluginSettings = z.looseObject({
  enabled: z.boolean().optional(),
  /** The folder that was chosen where several plugins claim one id. */
  choice: z.string().optional(),
  /** When the plugin was last asked to be loaded anew, an ISO date. */
  reload: z.string().optional(),
  trust: TrustRecord.optional(),
  /** What the plugin may do; one of a trusted source may do all that it asks for. */
  grants: z.array(GrantRecord).optional(),
  /** What it may not do in spite of that. */
  revoked: z.array(GrantRecord).optional(),
});

/** The form of `state.json`. */
export const SettingsFile = z.looseObject({ version: z.literal(1), plugins: z.record(z.string(), PluginSettings) });

export type TrustRecord = z.output<typeof TrustRecord>;
export type PluginSettings = z.output<typeof PluginSettings>;
