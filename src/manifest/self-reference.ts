import type { PlacedFlaw } from './flaw.ts';
import { valueAt, type Path } from './manifest-path.ts';

/** Places where a manifest names other plugins, which cannot be itself. */
const RECORDS = ['plugins', 'optional', 'conflicts'];

/** Where a manifest, which need not be valid, names its own id in place of another. */
export function findSelfReferences(manifest: unknown): readonly PlacedFlaw[] {
  const id = valueAt(manifest, ['id']);
  if (typeof id !== 'string') return [];
  return [...findInDependencies(manifest, id), ...findInHooks(manifest, id)];
}

function findInDependencies(manifest: unknown, id: string): readonly PlacedFlaw[] {
  const records = RECORDS.flatMap((name) => {
    const path = ['dependencies', name, id];
    return valueAt(manifest, path) === undefined ? [] : [selfReference(id, path, true)];
  });
  return [...records, ...findInList(manifest, ['dependencies', 'after'], id)];
}

function findInHooks(manifest: unknown, id: string): readonly PlacedFlaw[] {
  const hooks = valueAt(manifest, ['hooks']);
  if (typeof hooks !== 'object' || hooks === null) return [];
  return Object.entries(hooks).flatMap(([name, entry]: [string, unknown]) => {
    const paths = Array.isArray(entry) ? entry.map((_, index) => ['hooks', name, index]) : [['hooks', name]];
    return paths.flatMap((path) =>
      ['before', 'after'].flatMap((option) => findInList(manifest, [...path, option], id)),
    );
  });
}

function findInList(manifest: unknown, path: Path, id: string): readonly PlacedFlaw[] {
  const list = valueAt(manifest, path);
  if (list === id) return [selfReference(id, path)];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each, index) => (each === id ? [selfReference(id, [...path, index])] : []));
}

function selfReference(id: string, path: Path, inKey = false): PlacedFlaw {
  const message = `The plugin "${id}" names itself where it can only name others.`;
  return { code: 'MANIFEST_INVALID', message, hint: 'Remove it, or name the plugin that is meant.', path, inKey };
}
