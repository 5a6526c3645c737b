import { readJsonPlaces } from '../manifest/json-places.ts';
import { findNode, type PlaceNode } from '../manifest/place-node.ts';
import type { DerivedHooks } from './derive-hooks.ts';
import { endOfJsonValue } from './end-of-json-value.ts';

type Hooks = DerivedHooks['hooks'];

/**
 * Puts the hooks of the code into the text of a plugin.json, or of a package.json with the key `hookline`. All that need not
 * change stays as it is, byte for byte; what a hook of the manifest says beyond the code is kept. Gives the text back as it
 * is where it is not JSON.
 */
export function applyHooks(manifestText: string, hooks: Hooks): string {
  const root = readJsonPlaces(manifestText).root;
  if (root === undefined || !manifestText.startsWith('{', root.offset)) return manifestText;
  const owner = isPackage(manifestText, root) ? root.parts.get('hookline')! : root;
  const { node, complete } = findNode(owner, ['hooks']);
  return complete ? replaceHooks(manifestText, node, hooks) : insertHooks(manifestText, owner, hooks);
}

function isPackage(text: string, root: PlaceNode): boolean {
  const own = root.parts.get('hookline');
  return own !== undefined && !root.parts.has('id') && text.startsWith('{', own.offset);
}

function replaceHooks(text: string, node: PlaceNode, hooks: Hooks): string {
  const end = endOfJsonValue(text, node.offset);
  const before = text.slice(node.offset, end);
  const members = Object.entries(hooks).map(([name, hook]) => toMember(text, node.parts.get(name), name, hook));
  const kept = [...node.parts.keys()].every((name) => Object.hasOwn(hooks, name));
  if (kept && members.every(({ isNew }) => !isNew)) return text;
  const ordered = orderLike(node, members);
  return text.slice(0, node.offset) + layOut(before, ordered, indentAt(text, node.keyOffset)) + text.slice(end);
}

interface MemberText {
  readonly name: string;
  readonly text: string;
  readonly isNew: boolean;
}

function toMember(text: string, known: PlaceNode | undefined, name: string, hook: Hooks[string]): MemberText {
  if (known === undefined) return { name, text: `${JSON.stringify(name)}: ${toJson(hook)}`, isNew: true };
  const end = endOfJsonValue(text, known.offset);
  const value: unknown = JSON.parse(text.slice(known.offset, end));
  const merged = merge(value, hook);
  const isNew = JSON.stringify(merged) !== JSON.stringify(value);
  const written = text.slice(known.keyOffset, known.offset);
  return { name, text: isNew ? written + toJson(merged) : text.slice(known.keyOffset, end), isNew };
}

/** What the code says goes before what the manifest says, which may say more. */
function merge(inManifest: unknown, inCode: Hooks[string]): unknown {
  if (isList(inCode)) {
    const known: readonly unknown[] = Array.isArray(inManifest) ? inManifest : [];
    return inCode.map((each, index) =>
      known.length === inCode.length ? { ...(known[index] as object), ...each } : each,
    );
  }
  return Array.isArray(inManifest) ? inCode : { ...(inManifest as object), ...inCode };
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

/** Those that stood there keep their order, the new ones follow. */
function orderLike(node: PlaceNode, members: readonly MemberText[]): readonly string[] {
  const names = [...node.parts.keys()];
  const place = ({ name }: MemberText): number => (names.includes(name) ? names.indexOf(name) : names.length);
  return members.toSorted((one, other) => place(one) - place(other)).map(({ text }) => text);
}

/** On one line if it was on one, or is empty. */
function layOut(before: string, members: readonly string[], indent: string): string {
  if (members.length === 0) return '{}';
  const newline = /\r?\n/.exec(before)?.[0];
  if (newline === undefined && before.replaceAll(/\s/g, '') !== '{}') return `{ ${members.join(', ')} }`;
  if (newline === undefined && members.join(', ').length < 80) return `{ ${members.join(', ')} }`;
  const inner = /\n(?<inner>[ \t]+)"/.exec(before)?.groups?.['inner'] ?? `${indent}${indent === '' ? '  ' : indent}`;
  const line = newline ?? '\n';
  return `{${line}${members.map((member) => inner + member).join(`,${line}`)}${line}${indent}}`;
}

/** Behind the entry if there is one, else behind the last key. */
function insertHooks(text: string, owner: PlaceNode, hooks: Hooks): string {
  const last = owner.parts.get('entry') ?? [...owner.parts.values()].at(-1);
  const members = Object.entries(hooks).map(([name, hook]) => `${JSON.stringify(name)}: ${toJson(hook)}`);
  if (last === undefined) {
    return `${text.slice(0, owner.offset)}{ "hooks": ${layOut('{}', members, '')} }${text.slice(endOfJsonValue(text, owner.offset))}`;
  }
  const end = endOfJsonValue(text, last.offset);
  const lead = /(?:\r?\n)?[ \t]*$/.exec(text.slice(0, last.keyOffset))?.[0] ?? ' ';
  const value = layOut('{}', members, indentAt(text, last.keyOffset));
  return `${text.slice(0, end)},${lead === '' ? ' ' : lead}"hooks": ${value}${text.slice(end)}`;
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** JSON on one line, with spaces as people write it. */
function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${toJson(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
