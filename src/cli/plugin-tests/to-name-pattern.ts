/** The regular expression that finds a text as it stands there: test runners take patterns for names. */
export function toNamePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
