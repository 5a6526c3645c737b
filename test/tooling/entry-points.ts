import { packageJson } from './package-root.ts';

/** One module that users can import: a key of "exports" in package.json. */
export interface EntryPoint {
  /** What a user writes: `hookline` or `hookline/...`. */
  readonly specifier: string;
  /** The source file, relative to the root. */
  readonly source: string;
}

/** Every entry point with code; `./package.json` has none. */
export const entryPoints: readonly EntryPoint[] = Object.entries(packageJson.exports).flatMap(([key, target]) =>
  typeof target === 'string' ? [] : [{ specifier: packageJson.name + key.slice(1), source: toSource(target.default) }],
);

/** The build mirrors the tree: `./dist/a/b.js` comes from `a/b.ts`. */
function toSource(output: string): string {
  return output.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts');
}
