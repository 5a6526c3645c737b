/** The most that a plugin may bring: far more than one needs, and far less than what harms a machine. */
export const MAX_FILES = 10_000;
export const MAX_BYTES = 256 * 1024 * 1024;
/** Of the archive itself. */
export const MAX_ARCHIVE_BYTES = 128 * 1024 * 1024;
