/** The build cannot start or go on, and the person who started it can mend that: the message says what and where. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}
