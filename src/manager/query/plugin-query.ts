import { HooklineError } from '../../errors/hookline-error.ts';
import { describeValue } from '../../errors/describe-value.ts';
import type { PluginState } from '../lifecycle/plugin-state.ts';
import { optionProblems, type OptionRule } from '../option-problems.ts';
import type { PluginFilter, PluginStatus } from '../plugin-status.ts';

/** What plugins can be sorted by. */
export const SORT_KEYS = ['id', 'name', 'version', 'type'] as const;

/** What plugins can be sorted by. */
export type SortKey = (typeof SORT_KEYS)[number];

/** What `query` looks for. All that is given must hold. */
export interface PluginQuery extends PluginFilter {
  /** A service that its manifest provides. */
  readonly provides?: string;
  /** A service that its manifest requires. */
  readonly requires?: string;
  /** Words, each of which stands in its id, name, description or keywords, in capitals or not. */
  readonly text?: string;
  /** Default `id`. What is equal stays in the order of `list`. */
  readonly sort?: SortKey;
  /** Default `asc`. */
  readonly order?: 'asc' | 'desc';
  /** How many are given. Default all. */
  readonly limit?: number;
  /** How many are left out in front. Default 0. */
  readonly offset?: number;
}

/** A part of what a query found. */
export interface PluginPage {
  /** How many there are in all, without `limit` and `offset`. */
  readonly total: number;
  readonly plugins: readonly PluginStatus[];
}

/** A query with its defaults. */
export interface ParsedQuery extends Pick<PluginQuery, 'type' | 'keyword' | 'hook' | 'provides' | 'requires'> {
  /** `undefined` for any. */
  readonly states: readonly PluginState[] | undefined;
  /** In small letters. */
  readonly words: readonly string[];
  readonly sort: SortKey;
  readonly order: 'asc' | 'desc';
  readonly limit: number | undefined;
  readonly offset: number;
}

const isText: OptionRule = { accepts: (value) => typeof value === 'string', expected: 'a string' };
const isCount: OptionRule = {
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  expected: 'a whole number from 0',
};

function oneOf(values: readonly string[]): OptionRule {
  return { accepts: (value) => values.includes(value as string), expected: `one of "${values.join('", "')}"` };
}

const RULES: Readonly<Record<keyof PluginQuery, OptionRule>> = {
  state: {
    accepts: (value) => [value].flat().every((each) => typeof each === 'string'),
    expected: 'a state or an array of states',
  },
  type: isText,
  keyword: isText,
  hook: isText,
  provides: isText,
  requires: isText,
  text: isText,
  sort: oneOf(SORT_KEYS),
  order: oneOf(['asc', 'desc']),
  limit: isCount,
  offset: isCount,
};

/** @throws QUERY_INVALID with all that is wrong */
export function parseQuery(query: unknown): ParsedQuery {
  const problems = optionProblems(query, RULES);
  if (problems.length > 0) {
    const message = `The query for plugins is not valid: ${problems.join('; ')}.`;
    throw new HooklineError('QUERY_INVALID', message, { data: { problems, query: describeValue(query) } });
  }
  const { state, text = '', sort = 'id', order = 'asc', limit, offset = 0, ...rest } = query as PluginQuery;
  return {
    ...rest,
    states: typeof state === 'string' ? [state] : state,
    words: text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
    sort,
    order,
    limit,
    offset,
  };
}
