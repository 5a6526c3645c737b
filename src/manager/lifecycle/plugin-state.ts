/** What the resolution says of a plugin that cannot run. */
const BLOCKED_STATES = [
  'invalid',
  'shadowed',
  'conflicting',
  'disabled',
  'unsupported',
  'untrusted',
  'unconfigured',
  'unresolved',
] as const;

/** What keeps a plugin from running. */
export type BlockedState = (typeof BLOCKED_STATES)[number];

/** What the manager has made of a plugin that can. */
const RUNNING_STATES = ['ready', 'activating', 'active', 'tripped', 'failed', 'stopped'] as const;

/** What the manager has made of a plugin: one state at a time. */
export type PluginState = BlockedState | (typeof RUNNING_STATES)[number];

/** The life of a plugin begins in one of these, when it is found. */
export const FIRST_STATES: readonly PluginState[] = [...BLOCKED_STATES, 'ready', 'failed'];

/** What a plugin that does not run can become: it may be found changed, and operators may change their minds, at any time. */
const FROM_BLOCKED: readonly PluginState[] = [...BLOCKED_STATES, 'ready', 'failed'];

/** Which states can follow each other; every transition is an event. */
export const TRANSITIONS: Readonly<Record<PluginState, readonly PluginState[]>> = {
  invalid: FROM_BLOCKED,
  shadowed: FROM_BLOCKED,
  conflicting: FROM_BLOCKED,
  disabled: FROM_BLOCKED,
  unsupported: FROM_BLOCKED,
  untrusted: FROM_BLOCKED,
  unconfigured: FROM_BLOCKED,
  unresolved: FROM_BLOCKED,
  /** `activating` on the first call or at start-up; `failed` if its hookimpls do not fit the hooks of the host. */
  ready: ['activating', 'failed', 'stopped', ...BLOCKED_STATES],
  /** `unresolved` if a plugin that it depends on could not be activated, `untrusted` if its files have changed since. */
  activating: ['active', 'failed', 'unresolved', 'untrusted'],
  /** `ready` when it is reloaded or its thread or process was idle for long, `failed` if the thread or process that it runs in ends. */
  active: ['tripped', 'ready', 'stopped', 'failed', ...BLOCKED_STATES],
  tripped: ['active', 'ready', 'stopped', 'failed', ...BLOCKED_STATES],
  /** `ready` when it is enabled or reloaded, or has changed. */
  failed: ['ready', 'stopped', ...BLOCKED_STATES],
  /** `ready` when the manager starts again. */
  stopped: ['ready', 'failed', ...BLOCKED_STATES],
};
