import { z } from 'zod';
import { checked } from './checked.ts';
import type { Flaw } from './flaw.ts';
import { hasPluginIdForm, ID_PART, ID_PATTERN, MAX_ID_LENGTH, MAX_ID_PART } from './plugin-id.ts';

/** The id of a plugin: `publisher.name`. */
export const PluginId = checked(z.string(), findFlaws, { pattern: ID_PATTERN, maxLength: MAX_ID_LENGTH });

function findFlaws(id: string): readonly Flaw[] {
  if (hasPluginIdForm(id)) return [];
  const shown = JSON.stringify(id.length <= MAX_ID_LENGTH ? id : `${id.slice(0, 60)}…`);
  const suggestion = suggest(id);
  const hint = suggestion === undefined ? undefined : `Write "${suggestion}", or another id such as "acme.analytics".`;
  return [{ code: 'MANIFEST_ID_INVALID', message: `The id ${shown} ${whyNot(id)}.`, hint }];
}

function whyNot(id: string): string {
  if (id.length > MAX_ID_LENGTH) {
    return `has ${id.length} characters, more than the ${MAX_ID_LENGTH} that an id may have`;
  }
  const parts = id.split('.');
  if (parts.length === 1) return 'has no publisher: an id is "publisher.name"';
  if (parts.length > 2) return 'has more than one dot: an id is "publisher.name"';
  const wrong = parts.find((part) => !new RegExp(`^${ID_PART}$`).test(part))!;
  if (wrong === '') return 'has nothing on one side of the dot: an id is "publisher.name"';
  if (wrong.length > MAX_ID_PART) return `has a part of ${wrong.length} characters, more than ${MAX_ID_PART}`;
  if (/^[0-9-][a-z0-9-]*$/.test(wrong)) return `has the part "${wrong}", which does not begin with a letter`;
  return 'has characters other than lower-case letters, digits and hyphens around one dot';
}

/** The nearest valid id, if it is plain what was meant. */
function suggest(id: string): string | undefined {
  const [scope, ...rest] = id.trim().toLowerCase().replace(/^@/, '').split(/[./]/);
  const candidate = `${scope}.${rest.join('-')}`.replaceAll(/[\s_]+/g, '-');
  return hasPluginIdForm(candidate) ? candidate : undefined;
}
