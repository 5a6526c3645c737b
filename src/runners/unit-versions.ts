/** The versions of the plugin API that a unit can give to a plugin. */
export const PLUGIN_API: readonly number[] = [1];

/** The version of Hookline, for those who read the greeting of a unit. */
export const SDK_VERSION = '0.1.0';
