import { existsSync, readFileSync } from 'node:fs';
import { ERROR_CATALOGUE, type ErrorCode } from 'hookline';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';

const codes = Object.keys(ERROR_CATALOGUE) as ErrorCode[];

test('the codes are in alphabetical order', () => {
  expect(codes).toEqual(codes.toSorted((left, right) => left.localeCompare(right, 'en')));
});

test('every code that is relied on outside is there', () => {
  expect(codes).toEqual(
    expect.arrayContaining([
      'ARGS_INVALID',
      'CALL_ABORTED',
      'HOOK_FAILED',
      'HOOK_TIMEOUT',
      'HOOK_UNKNOWN',
      'HOOKIMPL_INVALID',
      'HOOKSPEC_DUPLICATE',
      'HOOKSPEC_INVALID',
      'LOOP_LIMIT',
      'ORDER_CYCLE',
      'PLUGIN_DUPLICATE',
      'RESULT_INVALID',
      'SYNC_HOOK_RETURNED_PROMISE',
      'WRAPPER_NEXT_TWICE',
    ]),
  );
});

describe.each(codes)('%s', (code) => {
  const { group, summary, remedy } = ERROR_CATALOGUE[code];

  test('is written in capitals', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  test('has a summary and a remedy that are whole sentences', () => {
    expect(summary).toMatch(/^[A-Z].+\.$/s);
    expect(remedy).toMatch(/^[A-Z].+\.$/s);
  });

  test('has a heading on the page of its group', () => {
    const page = `${packageRoot}/docs/errors/${group}.md`;
    const headings = existsSync(page) ? readFileSync(page, 'utf8').match(/^#+ .*$/gm) : null;
    expect(headings?.map((heading) => heading.replace(/^#+ /, ''))).toContain(code);
  });
});
