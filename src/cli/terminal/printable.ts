// C0 but for tab and line feed, DEL, C1, and the marks that turn the direction of text around.
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Text that a plugin wrote, without anything that moves the cursor or hides what stands there. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSAFE, '\uFFFD');
}

/** The same in one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
