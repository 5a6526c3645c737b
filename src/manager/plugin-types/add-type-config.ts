import { isPlainObject } from '../../hooks/plain-object.ts';
import type { TypeConfig } from './plugin-type.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The schema of a plugin with what its type adds. Where both say something of a key, the plugin is right. */
export function addTypeConfig(added: TypeConfig, own: Schema | undefined): Schema {
  if (own === undefined) return { ...added };
  const required = [
    ...(added.required ?? []),
    ...(Array.isArray(own['required']) ? (own['required'] as string[]) : []),
  ];
  return {
    ...own,
    ...merge('properties', added, own),
    ...merge('definitions', added, own),
    ...merge('$defs', added, own),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
  };
}

function merge(key: 'properties' | 'definitions' | '$defs', added: TypeConfig, own: Schema): Schema {
  const parts = [added[key], own[key]].filter(isPlainObject);
  return parts.length === 0 ? {} : { [key]: Object.assign({}, ...parts) as Schema };
}
