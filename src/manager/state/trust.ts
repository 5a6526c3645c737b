import { quoteNames } from '../../errors/quote-names.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import type { TrustRecord } from './settings-schema.ts';
import type { Verdict } from '../resolution/verdict.ts';

export interface TrustFacts {
  /** What the operator trusted, if ever. */
  readonly record: Pick<TrustRecord, 'digest' | 'at' | 'version'> | undefined;
  /** Of the content of the plugin's folder as it is now; `undefined` if it could not be read as a whole. */
  readonly digest: string | undefined;
  /** What its manifest asks for, and the operator has not granted. */
  readonly notGranted?: readonly string[];
}

/** Whether a plugin waits for the operator's word. A plugin in code is as trusted as the host that brings it. */
export function trustVerdict(
  plugin: FoundPlugin,
  { record, digest, notGranted = [] }: TrustFacts,
): Verdict | undefined {
  const { folder, trusted } = plugin;
  if (trusted || folder === undefined) return undefined;
  const name = nameWithVersion(plugin);
  if (record === undefined) {
    return untrusted(folder, `The plugin ${name} comes from ${plugin.source}, and nobody has trusted it.`);
  }
  const trustedThen = `version ${record.version} was trusted on ${record.at.slice(0, 10)}`;
  if (digest === undefined) {
    return untrusted(
      folder,
      `The files of the plugin ${name} cannot all be read: whether they changed is not known since ${trustedThen}.`,
    );
  }
  if (digest === record.digest) return undefined;
  const asks = notGranted.length === 0 ? '' : ` It asks for what is not granted: ${nameSome(notGranted)}.`;
  return untrusted(folder, `The plugin ${name} has changed since ${trustedThen}.${asks}`);
}

function untrusted(folder: string, reason: string): Verdict {
  return {
    state: 'untrusted',
    code: 'PLUGIN_UNTRUSTED',
    reason,
    remedy: `Look at the plugin in ${folder}, then trust it.`,
  };
}

/** `"acme.store" 1.2.0`; without the version where the manifest cannot be read. */
function nameWithVersion({ id, manifest }: FoundPlugin): string {
  return manifest === undefined ? `"${id}"` : `"${id}" ${manifest.version}`;
}

/** How many permissions a reason names. */
const MAX_NAMED = 20;

function nameSome(texts: readonly string[]): string {
  const more = texts.length > MAX_NAMED ? `, and ${texts.length - MAX_NAMED} more` : '';
  return quoteNames(texts.slice(0, MAX_NAMED)) + more;
}
