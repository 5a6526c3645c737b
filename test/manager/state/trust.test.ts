import { describe, expect, test } from 'vitest';
import { trustVerdict } from '../../../src/manager/state/trust.ts';
import { foundPlugin } from '../resolution/found-plugin.ts';

const RECORD = { digest: 'sha256-abc', at: '2026-01-02T03:04:05.000Z', version: '1.1.0' };

const untrusted = (reason: string) => ({
  state: 'untrusted',
  code: 'PLUGIN_UNTRUSTED',
  reason,
  remedy: 'Look at the plugin in /plugins/acme.one, then trust it.',
});

describe('a plugin', () => {
  test('of a source that the host trusts needs nobody else', () => {
    const plugin = foundPlugin({}, { trusted: true });
    expect(trustVerdict(plugin, { record: undefined, digest: undefined })).toBeUndefined();
  });

  test('in code is as trusted as the host', () => {
    const plugin = foundPlugin({}, { folder: undefined });
    expect(trustVerdict(plugin, { record: undefined, digest: undefined })).toBeUndefined();
  });

  test('that nobody has trusted does not run', () => {
    expect(trustVerdict(foundPlugin(), { record: undefined, digest: 'sha256-abc' })).toEqual(
      untrusted('The plugin "acme.one" 1.2.0 comes from directory(/plugins), and nobody has trusted it.'),
    );
  });

  test('that is as it was when it was trusted runs', () => {
    expect(trustVerdict(foundPlugin(), { record: RECORD, digest: 'sha256-abc' })).toBeUndefined();
  });

  test('that has changed since does not run', () => {
    expect(trustVerdict(foundPlugin(), { record: RECORD, digest: 'sha256-def' })).toEqual(
      untrusted('The plugin "acme.one" 1.2.0 has changed since version 1.1.0 was trusted on 2026-01-02.'),
    );
  });

  test('whose files cannot be read does not run', () => {
    expect(trustVerdict(foundPlugin(), { record: RECORD, digest: undefined })).toEqual(
      untrusted(
        'The files of the plugin "acme.one" 1.2.0 cannot all be read: whether they changed is not known since version 1.1.0 was trusted on 2026-01-02.',
      ),
    );
  });
});
