import { expect, test } from 'vitest';
import { FIRST_STATES, TRANSITIONS } from '../../src/manager/lifecycle/plugin-state.ts';
import { readDocument } from './documents.ts';
import { readTable } from './tables.ts';

const { text } = readDocument('docs/guide/plugin-states.md');
const EVERY_BLOCKED = 'every blocked state';
const blocked = namesIn(readTable(text, 'blocked state'));
const others = namesIn(readTable(text, 'other state'));
const transitions = readTable(text, 'state').flatMap(([from = '', to = '']) =>
  expand(from).map((state) => [state, expand(to)] as const),
);

test('the page on states has each state once, the blocked ones first', () => {
  expect([...blocked, ...others]).toEqual(Object.keys(TRANSITIONS));
});

test('the page on states says where a life begins', () => {
  const [, sentence = ''] = /A plugin that is found begins in a blocked state, in (.*)\./.exec(text) ?? [];
  expect([...blocked, ...expand(sentence)]).toEqual(FIRST_STATES);
});

test('the page on states has the transitions of the code', () => {
  // A new reason for the same state is no transition.
  const inCode = Object.entries(TRANSITIONS).map(([from, to]) => [from, to.filter((state) => state !== from)]);
  const inPage = transitions.map(([from, to]) => [from, to.filter((state) => state !== from)]);
  expect(sorted(inPage)).toEqual(sorted(inCode));
});

/** The states that a cell names. */
function expand(cell: string): string[] {
  const every = cell.includes(EVERY_BLOCKED) ? blocked : [];
  return [...every, ...[...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)];
}

function namesIn(rows: readonly (readonly string[])[]): string[] {
  return rows.map(([name = '']) => name.replaceAll('`', ''));
}

function sorted(table: readonly (readonly unknown[])[]): Record<string, readonly string[]> {
  return Object.fromEntries(table.map(([from, to]) => [from, (to as string[]).toSorted()]));
}
