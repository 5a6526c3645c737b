const MAX_PATH = 500;
const MAX_NAME_BYTES = 200;
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/;
/** What Windows takes for a device, whatever stands behind the dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** Why a file of a plugin may not have this path on any system; `undefined` if it may. */
export function pathProblem(path: string): string | undefined {
  const shown = JSON.stringify(path.length > 120 ? `${path.slice(0, 120)}…` : path);
  if (path === '') return 'a file in it has no name';
  if (path.length > MAX_PATH) return `the path ${shown} has more than ${MAX_PATH} characters`;
  if (CONTROL.test(path)) return `the path ${shown} has control characters`;
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return `the path ${shown} is absolute`;
  if (path.includes('\\')) return `the path ${shown} has a backslash`;
  const names = path.split('/');
  if (names.includes('..')) return `the path ${shown} leads out of its folder`;
  if (names.some((name) => name === '' || name === '.')) return `the path ${shown} has an empty part`;
  if (path.includes(':')) return `the path ${shown} has a colon`;
  if (names.some((name) => /[. ]$/.test(name))) return `a part of the path ${shown} ends with a dot or a space`;
  if (names.some((name) => DEVICE.test(name))) return `the path ${shown} names a device of Windows`;
  if (names.some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES)) return `a part of the path ${shown} is too long`;
  return undefined;
}
