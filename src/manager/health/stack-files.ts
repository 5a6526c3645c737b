/** How much of a stack is looked at: an error may carry any text in place of one. */
const MAX_LENGTH = 65_536;
const MAX_FRAMES = 100;
const MAX_FRAME_LENGTH = 4096;

/** Where a path may begin in a frame: behind a blank or a bracket. Names of functions can look like one, too. */
const PATH_START = /(?<=[\s(])(?:file:\/\/|\/|[A-Za-z]:[\\/]|\\\\)/g;
const POSITION = /:\d+(?::\d+)?(?=[),]|$)/;

/**
 * For each frame of a stack the files that it may lie in, with `/` between the names of a path and with the likeliest one
 * first. Frames without a file are left out. `message` is the message of the error: it stands in front of the frames, and
 * may quote others.
 */
export function* filesOfStack(stack: unknown, message?: unknown): Generator<readonly string[]> {
  if (typeof stack !== 'string') return;
  const frames = stack.slice(messageEnd(stack, message)).slice(0, MAX_LENGTH).split('\n', MAX_FRAMES);
  for (const frame of frames) {
    if (!/^\s*at /.test(frame)) continue;
    const files = filesOfFrame(frame.slice(0, MAX_FRAME_LENGTH));
    if (files.length > 0) yield files;
  }
}

/** The stack begins with the name of the error; a message that stands further behind is not the one in front. */
function messageEnd(stack: string, message: unknown): number {
  if (typeof message !== 'string' || message === '') return 0;
  const start = stack.indexOf(message);
  return start === -1 || start > 200 ? 0 : start + message.length;
}

function filesOfFrame(frame: string): readonly string[] {
  const files = [...frame.matchAll(PATH_START)].map(({ index }) => fileAt(frame.slice(index)));
  return files.filter((file) => file !== undefined).toReversed();
}

function fileAt(text: string): string | undefined {
  const end = text.search(POSITION);
  return end === -1 ? undefined : toSlashes(text.slice(0, end));
}

/** One spelling for a path or a `file:` URL, whatever platform it comes from. */
export function toSlashes(location: string): string | undefined {
  const path = location.startsWith('file:') ? pathOfUrl(location) : location;
  if (path === undefined) return undefined;
  const isWindows = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
  return isWindows ? path.replaceAll('\\', '/').replace(/^[a-z]:/, (drive) => drive.toUpperCase()) : path;
}

/** Not `fileURLToPath`: that one knows the paths of this platform only. */
function pathOfUrl(location: string): string | undefined {
  try {
    const { pathname, host } = new URL(location);
    const path = decodeURIComponent(pathname).replace(/^\/(?=[A-Za-z]:\/)/, '');
    return host === '' ? path : `//${host}${path}`;
  } catch {
    return undefined;
  }
}
