import { describeThrown } from '../errors/describe-value.ts';
import { checkManifest } from './check-manifest.ts';
import type { Flaw, PlacedFlaw } from './flaw.ts';
import { MAX_MANIFEST_BYTES } from './limits.ts';
import { locateFlaws } from './locate-flaws.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { valueAt } from './manifest-path.ts';
import type { Manifest } from './manifest.ts';
import { isPluginId } from './plugin-id.ts';
import type { Problem } from './problem.ts';
import { withoutMark } from './without-mark.ts';

/** A manifest as far as it could be read. */
export interface ParsedManifest {
  /** Where the manifest gives one that is valid, whatever else is wrong. */
  readonly id: string | undefined;
  /** There unless a problem is an error. */
  readonly manifest: Manifest | undefined;
  /** All of them, in the order of the text; the first 100 if there are more. */
  readonly problems: readonly Problem[];
  /** Whether the file is a package.json that holds no manifest. */
  readonly absent?: true;
}

/** How to read a text, and where it comes from. */
export interface TextSource {
  readonly file: string;
  readonly read: (text: string) => ManifestDocument;
}

/** Reads and checks a manifest whose format is known to `read`. Never throws. */
export function parseText(text: string, { file, read }: TextSource): ParsedManifest {
  try {
    return parse(withoutMark(text), { file, read });
  } catch (thrown) {
    const flaw: Flaw = { code: 'MANIFEST_INVALID', message: `The manifest cannot be read: ${describeThrown(thrown)}.` };
    return refuse(locateFlaws([{ ...flaw, path: [] }], undefined, { text: '', file }));
  }
}

function parse(text: string, { file, read }: TextSource): ParsedManifest {
  if (isTooLarge(text)) return refuse(locateFlaws([tooLarge()], undefined, { text, file }));
  const document = read(text);
  if (document.absent) return { ...refuse([]), absent: true };
  const { manifest, flaws } = check(document);
  const id = valueAt(document.value, ['id']);
  const problems = flaws.length === 0 ? [] : locateFlaws(flaws, document, { text, file });
  return { id: isPluginId(id) ? id : undefined, manifest, problems };
}

function check({ value, flaws }: ManifestDocument): ReturnType<typeof checkManifest> {
  // What could not be read has nothing in its place.
  if (flaws.some(({ code }) => code === 'MANIFEST_SYNTAX')) return { manifest: undefined, flaws };
  const checked = checkManifest(value);
  if (flaws.length === 0) return checked;
  return { manifest: undefined, flaws: [...flaws, ...checked.flaws] };
}

function refuse(problems: readonly Problem[]): ParsedManifest {
  return { id: undefined, manifest: undefined, problems };
}

/** No character has more than three bytes for each of its units, so that most texts need not be encoded to be measured. */
function isTooLarge(text: string): boolean {
  if (text.length * 3 <= MAX_MANIFEST_BYTES) return false;
  return text.length > MAX_MANIFEST_BYTES || new TextEncoder().encode(text).length > MAX_MANIFEST_BYTES;
}

function tooLarge(): PlacedFlaw {
  const message = `The manifest has more than ${MAX_MANIFEST_BYTES} bytes.`;
  return { code: 'MANIFEST_TOO_LARGE', message, path: [] };
}
