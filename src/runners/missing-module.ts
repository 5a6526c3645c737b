/** A module that an import could not find. */
export interface MissingModule {
  readonly name: string;
  /** The package or file in words. */
  readonly what: string;
  readonly hint: string;
}

const CODES: readonly unknown[] = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

/** What is missing, if `thrown` is the error of Node about a module that cannot be found. */
export function missingModule(thrown: unknown, folder: string): MissingModule | undefined {
  // A loader in another thread, as after a reload on Node 20, gives errors that are no native ones.
  if (!(thrown instanceof Error) || !('code' in thrown) || !CODES.includes(thrown.code)) return undefined;
  const [, specifier] = /^Cannot find (?:package|module) '([^']+)'/.exec(thrown.message) ?? [];
  if (specifier === undefined) return undefined;
  if (/^(?:\.{0,2}[/\\]|[A-Za-z]:\\|file:)/.test(specifier)) {
    const hint = 'Build the plugin, or mend the path of the import.';
    return { name: specifier, what: `the file "${specifier}"`, hint };
  }
  const name = packageOf(specifier);
  return { name, what: `the package "${name}"`, hint: `Run "npm install ${name}" in "${folder}".` };
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
