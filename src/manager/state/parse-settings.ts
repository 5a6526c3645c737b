import { SettingsFile } from './settings-schema.ts';
import { toSettings, type Settings } from './settings.ts';

/** What a file holds. Only a `damaged` one may be replaced: the others are whole, or cannot be judged. */
export type ParsedSettings =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'newer'; readonly reason: string };

/** Reads the text of `state.json`. */
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
