/** How large a manifest may be: what is larger is not read. */
export const MAX_MANIFEST_BYTES = 262_144;
/** How deep objects and arrays may lie in each other. */
export const MAX_MANIFEST_DEPTH = 64;
/** How many problems of one manifest are listed. */
export const MAX_PROBLEMS = 100;
