/** What the resolution says of a plugin that cannot run. */
export const BLOCKED_STATES = [
  'invalid',
  'shadowed',
  'conflicting',
  'disabled',
  'unsupported',
  'untrusted',
  'unconfigured',
  'unresolved',
] as const;

export type BlockedState = (typeof BLOCKED_STATES)[number];

/** What the manager has made of a plugin that can. */
export const RUNNING_STATES = ['ready', 'activating', 'active', 'tripped', 'failed', 'stopped'] as const;

export type PluginState = BlockedState | (typeof RUNNING_STATES)[number];
