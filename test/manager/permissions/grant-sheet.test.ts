import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withGranted, withRevoked } from '../../../src/manager/permissions/grant-changes.ts';
import { toGrantSheet, type GrantEntry, type GrantSettings } from '../../../src/manager/permissions/grant-sheet.ts';
import { foundPlugin } from '../resolution/found-plugin.ts';

const READ = ['/', '/a', '/a/b', '/a/b/c', '/a/d', './a', './a/b', '/plugins'];
const HOSTS = ['*', '*.example', 'a.example', '*.a.example', 'b.a.example', '[::1]'];
const OTHERS = { env: ['HOME', 'TZ'], exec: ['git'] };

const plugins = [true, false].map((trusted) =>
  foundPlugin(
    {
      permissions: [
        { name: 'fs', read: READ },
        { name: 'net', hosts: HOSTS },
        { name: 'env', names: OTHERS.env },
        { name: 'exec', commands: OTHERS.exec },
        { name: 'native' },
      ],
    },
    { trusted },
  ),
);
const texts = toGrantSheet(plugins[0]!, {}).entries.map(({ text }) => text);
const decisions = fc.array(fc.record({ text: fc.constantFrom(...texts), isGrant: fc.boolean() }), { maxLength: 12 });

function covers(wide: GrantEntry, narrow: GrantEntry): boolean {
  return narrow.keys.includes(wide.keys[0]!);
}

describe.each(plugins)('whatever is granted and revoked to a plugin whose source is trusted: $trusted', (plugin) => {
  test('the last word counts, what it covers follows, and nothing that is granted covers what is revoked', () => {
    const decide = (settings: GrantSettings, text: string, isGrant: boolean): GrantSettings =>
      (isGrant ? withGranted : withRevoked)(settings, { texts: [text], folder: plugin.folder, at: '' });
    const checkDecision = (entries: readonly GrantEntry[], text: string, isGrant: boolean): void => {
      const last = entries.find((entry) => entry.text === text)!;
      for (const entry of entries) {
        const { text: each, status } = entry;
        if (covers(last, entry)) expect([each, status]).toEqual([each, isGrant ? 'granted' : 'revoked']);
        if (!isGrant && covers(entry, last)) expect([each, status]).toEqual([each, 'revoked']);
      }
      const granted = entries.filter(({ status }) => status === 'granted');
      const revoked = entries.filter(({ status }) => status === 'revoked');
      expect(granted.filter((each) => revoked.some((other) => covers(each, other)))).toEqual([]);
    };
    const checkAll = (list: readonly { readonly text: string; readonly isGrant: boolean }[]): void => {
      let settings: GrantSettings = {};
      for (const { text, isGrant } of list) {
        settings = decide(settings, text, isGrant);
        checkDecision(toGrantSheet(plugin, settings).entries, text, isGrant);
      }
    };
    fc.assert(fc.property(decisions, checkAll), { numRuns: 300 });
  });

  test('what it gets is its manifest without what is not granted', () => {
    const checkGranted = (list: readonly { readonly text: string; readonly isGrant: boolean }[]): void => {
      let settings: GrantSettings = {};
      for (const { text, isGrant } of list) {
        const decided = { texts: [text], folder: plugin.folder, at: '' };
        settings = (isGrant ? withGranted : withRevoked)(settings, decided);
      }
      const { granted, entries } = toGrantSheet(plugin, settings);
      const again = toGrantSheet({ ...plugin, manifest: { ...plugin.manifest!, permissions: [...granted] } }, {});
      expect(again.entries.map(({ text }) => text)).toEqual(
        entries.filter(({ status }) => status === 'granted').map(({ text }) => text),
      );
    };
    fc.assert(fc.property(decisions, checkGranted), { numRuns: 300 });
  });
});
