import { relative, sep } from 'node:path';
import type { Node } from './ast.ts';
import { buildPlaces, type Places } from './build-places.ts';
import { importsOf, type ImportSite } from './imports-of.ts';
import { parseSource, type SourceComment, type SyntaxFlaw } from './parse-source.ts';
import type { Place } from './place.ts';
import { Scope } from './scope.ts';

/** A file of a plugin, parsed, with what the rules ask of it. */
export interface SourceFile {
  /** Absolute. */
  readonly file: string;
  /** From the folder of the plugin, with `/`. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly scope: Scope;
  readonly imports: readonly ImportSite[];
  readonly comments: readonly SourceComment[];
  readonly errors: readonly SyntaxFlaw[];
  /** The places of all nodes of a type, in the order of the text. */
  places<Type extends Node['type']>(...types: readonly Type[]): readonly Place<Extract<Node, { type: Type }>>[];
  /** The places of a name that nothing in the file declares. */
  globals(name: string): readonly Place[];
}

export function toSourceFile(
  text: string,
  { file, folder }: { readonly file: string; readonly folder: string },
): SourceFile {
  const { program, comments, errors } = parseSource(text, file);
  const nothing = { places: new Map() as Places, scope: new Scope(undefined, true), globals: new Map() as Places };
  const built = program === undefined ? nothing : buildPlaces(program);
  return {
    file,
    path: relative(folder, file).split(sep).join('/'),
    lines: text.split(/\r\n|[\n\r\u2028\u2029]/),
    scope: built.scope,
    imports: importsOf(built.places, built.scope, /\.[cm]?tsx?$/.test(file)),
    comments,
    errors,
    places: (...types) => {
      const lists = types.map((type) => built.places.get(type) ?? []);
      return (lists.length === 1 ? lists[0]! : lists.flat()) as never;
    },
    globals: (name) => built.globals.get(name) ?? [],
  };
}
