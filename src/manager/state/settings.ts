import { z } from 'zod';

/** What the operator trusted. */
const TrustRecord = z.looseObject({
  /** Of the content of the plugin's folder. */
  digest: z.string(),
  /** When, an ISO date. */
  at: z.string(),
  /** The version that the plugin had. */
  version: z.string(),
});

const PluginSettings = z.looseObject({
  enabled: z.boolean().optional(),
  /** The folder that was chosen where several plugins claim one id. */
  choice: z.string().optional(),
  trust: TrustRecord.optional(),
});

const SettingsFile = z.looseObject({ version: z.literal(1), plugins: z.record(z.string(), PluginSettings) });

export type TrustRecord = z.output<typeof TrustRecord>;
type PluginSettings = z.output<typeof PluginSettings>;

/** What the operator decided. Keys that this version does not know stay in the file. */
export interface Settings {
  readonly version: 1;
  /** Without a prototype: an id may be any name, "constructor" as well. */
  readonly plugins: Readonly<Record<string, DeepReadonly<PluginSettings>>>;
}

/** What a change works on. */
export interface SettingsDraft {
  readonly plugins: Record<string, PluginSettings>;
}

type DeepReadonly<Value> = Value extends object ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> } : Value;

/** What a file holds. Only a `damaged` one may be replaced: the others are whole, or cannot be judged. */
export type ParsedSettings =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'newer'; readonly reason: string };

export const NO_SETTINGS: Settings = toSettings({ plugins: {} });

export function parseSettings(text: string): ParsedSettings {
  let json: unknown;
  try {
    // Some editors begin a file with a byte order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The message of the parser quotes the file.
    return { kind: 'damaged', reason: 'it is not JSON' };
  }
  const version = versionOf(json);
  if (version !== undefined && version > 1) {
    return { kind: 'newer', reason: `it has the format ${version} of a newer Hookline, and this one knows format 1` };
  }
  const parsed = SettingsFile.safeParse(json);
  if (parsed.success) return { kind: 'settings', settings: toSettings(parsed.data) };
  const [issue] = parsed.error.issues;
  return { kind: 'damaged', reason: `at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'it has another form'}` };
}

function versionOf(json: unknown): number | undefined {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  return typeof version === 'number' && Number.isInteger(version) ? version : undefined;
}

/** A copy that can be changed. */
export function toDraft(settings: Settings): SettingsDraft {
  const copy = structuredClone(settings) as SettingsDraft;
  return { ...copy, plugins: withoutPrototype(copy.plugins) };
}

/** Deeply frozen, in the order of the ids, without plugins that nothing is said of. */
export function toSettings(draft: SettingsDraft): Settings {
  const said = Object.entries(draft.plugins).filter(([, each]) => !isEmpty(each));
  const sorted = said.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return freeze({ ...draft, version: 1, plugins: withoutPrototype(Object.fromEntries(sorted)) });
}

export function toText(settings: Settings): string {
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}

function isEmpty(plugin: PluginSettings): boolean {
  return Object.values(plugin).every((value) => value === undefined);
}

function withoutPrototype<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, record);
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) freeze(each);
  return Object.freeze(value);
}
