import type { FoundPlugin } from '../../discovery/source.ts';
import type { Verdict } from '../resolution/verdict.ts';
import type { GrantEntry, GrantSheet } from './grant-sheet.ts';

/** How many permissions a reason names; `permissions` of the status has all. */
const MAX_NAMED = 20;

/** Whether a plugin waits for permissions that it cannot do without. */
export function permissionVerdict({ id, manifest }: FoundPlugin, { entries }: GrantSheet): Verdict | undefined {
  const lacking = entries.filter(({ status, optional }) => status !== 'granted' && !optional);
  if (lacking.length === 0) return undefined;
  const what = lacking.length === 1 ? 'a permission that is not granted' : 'permissions that are not granted';
  return {
    state: 'untrusted',
    code: 'PERMISSION_NOT_GRANTED',
    reason: `The plugin "${id}" ${manifest!.version} needs ${what}: ${joinSome(lacking.map(describe))}.`,
    remedy: `If the plugin may have ${lacking.length === 1 ? 'it' : 'them'}: ${toCall(id, lacking)}.`,
  };
}

function describe({ text, status, reason }: GrantEntry): string {
  const remarks = [
    ...(reason === undefined ? [] : [reason.replace(/\.$/, '')]),
    ...(status === 'revoked' ? ['revoked'] : []),
  ];
  return remarks.length === 0 ? `"${text}"` : `"${text}" (${remarks.join('; ')})`;
}

function toCall(id: string, lacking: readonly GrantEntry[]): string {
  const texts = lacking.map(({ text }) => JSON.stringify(text));
  return `manager.grant("${id}", ${texts.length === 1 ? texts[0] : `[${joinSome(texts)}]`})`;
}

function joinSome(texts: readonly string[]): string {
  const more = texts.length > MAX_NAMED ? `, and ${texts.length - MAX_NAMED} more` : '';
  return `${texts.slice(0, MAX_NAMED).join(', ')}${more}`;
}
