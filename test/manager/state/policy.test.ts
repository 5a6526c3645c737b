import { describe, expect, test } from 'vitest';
import { policyProblems } from '../../../src/manager/state/policy-problems.ts';
import { policyVerdict, type PluginPolicy, type PolicySubject } from '../../../src/manager/state/policy.ts';
import { foundPlugin } from '../resolution/found-plugin.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');

const refused = (reason: string, remedy: string) => ({ state: 'untrusted', code: 'PLUGIN_REFUSED', reason, remedy });

describe('a policy', () => {
  test.each<[string, PluginPolicy]>([
    ['is empty', {}],
    ['allows the id', { allow: ['acme.one'] }],
    ['allows the publisher', { allow: ['other.*', 'acme.*'] }],
    ['denies others', { deny: ['other.*'] }],
    ['wants no age', { minimumReleaseAgeDays: 0 }],
    ['approves', { approve: () => 'approved' }],
  ])('lets a plugin run if it %s', (_, policy) => {
    expect(policyVerdict(foundPlugin(), policy, NOW)).toBeUndefined();
  });

  test('denies what it allows as well', () => {
    expect(policyVerdict(foundPlugin(), { allow: ['acme.one'], deny: ['acme.*'] }, NOW)).toEqual(
      refused(
        'The policy of the host denies the plugin "acme.one": "deny" has "acme.*".',
        'Remove "acme.*" from "deny" of the policy, or remove the plugin.',
      ),
    );
  });

  test.each([[[]], [['acme.two', 'acme']]])('refuses what is not in its list: %j', (allow) => {
    expect(policyVerdict(foundPlugin(), { allow }, NOW)).toEqual(
      refused(
        'The policy of the host does not allow the plugin "acme.one": nothing in "allow" matches its id.',
        'Add "acme.one" to "allow" of the policy, or remove the plugin.',
      ),
    );
  });

  test('holds for plugins of trusted sources, too', () => {
    const plugin = foundPlugin({}, { trusted: true });
    expect(policyVerdict(plugin, { deny: ['*'] }, NOW)?.code).toBe('PLUGIN_REFUSED');
  });

  test("does not ask about the host's own code", () => {
    const plugin = foundPlugin({}, { folder: undefined });
    expect(policyVerdict(plugin, { deny: ['*'], approve: () => 'revoked' }, NOW)).toBeUndefined();
  });
});

describe('a minimum age of releases', () => {
  const verdict = (released: string | undefined, days: number) =>
    policyVerdict(foundPlugin(released === undefined ? {} : { released }), { minimumReleaseAgeDays: days }, NOW);

  test('refuses a young one until the day comes', () => {
    expect(verdict('2026-03-08', 7)).toEqual(
      refused(
        'The policy of the host wants releases to be at least 7 days old, and the plugin "acme.one" was released on 2026-03-08.',
        'Wait until 2026-03-15, use an earlier version, or lower "minimumReleaseAgeDays".',
      ),
    );
  });

  test.each([
    ['2026-03-10T12:00:00Z', 1, true],
    ['2026-03-09T12:00:00.001Z', 1, true],
    ['2026-03-09T12:00:00Z', 1, false],
    ['2027-01-01', 0.5, true],
  ])('of a release at %s and %d days refuses it: %s', (released, days, isRefused) => {
    expect(verdict(released, days) !== undefined).toBe(isRefused);
  });

  test('refuses one without a date', () => {
    expect(verdict(undefined, 1)).toEqual(
      refused(
        'The policy of the host wants releases to be at least 1 day old, and the manifest of the plugin "acme.one" does not say when it was released.',
        'Use a version with the date "released" in its manifest, or lower "minimumReleaseAgeDays".',
      ),
    );
  });
});

describe('an approval', () => {
  const verdict = (approve: () => unknown) =>
    policyVerdict(foundPlugin(), { approve: approve as PluginPolicy['approve'] }, NOW);

  test('is asked with what the host needs to know', () => {
    const asked: PolicySubject[] = [];
    const approve = (plugin: PolicySubject) => {
      asked.push(plugin);
      return 'approved' as const;
    };
    policyVerdict(foundPlugin(), { approve }, NOW);
    expect(asked).toEqual([
      { id: 'acme.one', version: '1.2.0', folder: '/plugins/acme.one', source: 'directory(/plugins)' },
    ]);
  });

  test('that is pending refuses', () => {
    expect(verdict(() => 'pending')).toEqual(
      refused('The host has not approved the plugin "acme.one" yet.', 'Approve the plugin, then rescan.'),
    );
  });

  test('that is revoked refuses', () => {
    expect(verdict(() => 'revoked')).toEqual(
      refused('The host has revoked its approval of the plugin "acme.one".', 'Remove the plugin, or approve it again.'),
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('no database');
      },
      'failed: no database',
    ],
    [
      'throws no error',
      () => {
        // oxlint-disable-next-line typescript/only-throw-error -- hosts throw anything, too
        throw null;
      },
      'failed: null',
    ],
    ['gives something else', () => true, 'gave the boolean true.'],
    ['gives a promise', () => Promise.resolve('approved'), 'gave an object of class Promise.'],
    ['gives a promise that rejects', () => Promise.reject(new Error('late')), 'gave an object of class Promise.'],
    [
      'gives a hostile thenable',
      () => ({
        get then() {
          throw new Error('hostile');
        },
      }),
      'failed: hostile',
    ],
  ])('that %s refuses', (_, approve, failure) => {
    expect(verdict(approve)).toEqual(
      refused(
        `The host could not decide about the plugin "acme.one": "approve" ${failure}`,
        'Mend "approve" of the policy: it gives "approved", "pending" or "revoked", and no promise.',
      ),
    );
  });
});

describe('the options of a policy', () => {
  test('may all be there', () => {
    const policy = { allow: ['*'], deny: [], minimumReleaseAgeDays: 0.5, approve: () => 'approved' };
    expect(policyProblems(policy)).toEqual([]);
  });

  test('may all be absent', () => {
    expect(policyProblems({ allow: undefined })).toEqual([]);
  });

  test('are all checked', () => {
    const policy = { alow: [], allow: 'acme.*', deny: [1, ''], minimumReleaseAgeDays: -1, approve: 'yes' };
    expect(policyProblems(policy)).toEqual([
      'there is no option "alow" (did you mean "allow"?)',
      '"allow" must be a list of ids or globs such as "acme.*", not the string "acme.*"',
      '"deny" must be a list of ids or globs such as "acme.*", not an array of 2',
      '"minimumReleaseAgeDays" must be a number of days, 0 or more, not the number -1',
      '"approve" must be a function, not the string "yes"',
    ]);
  });

  test.each([
    [null, 'must be an object, not null'],
    [new Map(), 'must be an object, not an object of class Map'],
    ['acme.*', 'must be an object, not the string "acme.*"'],
  ])('must be an object: %o', (policy, problem) => {
    expect(policyProblems(policy)).toEqual([problem]);
  });
});
