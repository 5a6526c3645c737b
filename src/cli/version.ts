import { SDK_VERSION } from '../runners/unit-versions.ts';

/** The version of the package. A test compares it with package.json. */
export const VERSION = SDK_VERSION;
