import type { PluginSettings } from './settings-schema.ts';

/** What the operator decided. Keys that this version does not know stay in the file. */
export interface Settings {
  readonly version: 1;
  /** Without a prototype: an id may be any name, "constructor" as well. */
  readonly plugins: Readonly<Record<string, DeepReadonly<PluginSettings>>>;
}

/** Gives what is said anew of a plugin; `undefined` takes back what was said. May be asked twice. */
export type SettingsChange = (before: DeepReadonly<PluginSettings>) => Partial<PluginSettings>;

/** What a change works on. */
export interface SettingsDraft {
  readonly plugins: Record<string, PluginSettings>;
}

export type DeepReadonly<Value> = Value extends object
  ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
  : Value;

export const NO_SETTINGS: Settings = toSettings({ plugins: {} });

/** A copy that can be changed. */
export function toDraft(settings: Settings): SettingsDraft {
  const copy = structuredClone(settings) as SettingsDraft;
  return { ...copy, plugins: withoutPrototype(copy.plugins) };
}

/** Deeply frozen, in the order of the ids, without what nothing is said of. */
export function toSettings(draft: SettingsDraft): Settings {
  const said = Object.entries(draft.plugins)
    .map(([id, each]): [string, PluginSettings] => [id, withoutGaps(each)])
    .filter(([, each]) => Object.keys(each).length > 0);
  const sorted = said.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return freeze({ ...draft, version: 1, plugins: withoutPrototype(Object.fromEntries(sorted)) });
}

export function toText(settings: Settings): string {
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}

function withoutGaps(plugin: PluginSettings): PluginSettings {
  return Object.fromEntries(Object.entries(plugin).filter(([, value]) => value !== undefined));
}

function withoutPrototype<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, record);
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) freeze(each);
  return Object.freeze(value);
}
