/** Leads to a value inside a configuration, from the outermost key inwards. */
export type ConfigPath = readonly string[];

/** `server.pages[0].title`. */
function toPathText(path: ConfigPath): string {
  return path
    .map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`))
    .join('')
    .replace(/^\./, '');
}

/** The subject of a sentence about a value: `the key "server.port"`, or `the configuration`. */
export function namePath(path: ConfigPath): string {
  return path.length === 0 ? 'the configuration' : `the key "${toPathText(path)}"`;
}

/** Reads a JSON pointer in the form of a URI fragment, with or without the "#". */
export function fromPointer(pointer: string): ConfigPath {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}
