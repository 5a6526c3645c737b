import type { Call, Node } from './ast.ts';
import { calleeOf } from './callee-of.ts';
import { toText } from './origin.ts';
import type { Place } from './place.ts';
import type { SourceFile } from './source-file.ts';
import type { Scope } from './scope.ts';

/** A call, or a `new`, of something whose origin is known. */
export interface KnownCall {
  /** Such as `global:setTimeout`, `module:child_process.exec`. */
  readonly callee: string;
  readonly node: Call;
  readonly given: readonly Node[];
  readonly scope: Scope;
  readonly atImport: boolean;
  readonly place: Place;
}

const known = new WeakMap<SourceFile, readonly KnownCall[]>();

/** The calls of a file whose callee comes from a global or from a module. */
export function callsOf(file: SourceFile): readonly KnownCall[] {
  const calls = known.get(file) ?? findCalls(file);
  known.set(file, calls);
  return calls;
}

function findCalls(file: SourceFile): readonly KnownCall[] {
  return file.places('CallExpression', 'OptionalCallExpression', 'NewExpression').flatMap((place) => {
    const { node, scope, atImport } = place;
    const callee = calleeOf(node, scope);
    if (callee === undefined) return [];
    return [{ callee: toText(callee.origin), node, given: callee.given, scope, atImport, place }];
  });
}
