import { join } from 'node:path';
import { HooklineError } from '../../../src/errors/hookline-error.ts';
import { checkConfig } from '../../../src/manager/context/plugin-config.ts';
import { lockVerdict } from '../../../src/manager/lockfile/lock-verdict.ts';
import { EMPTY_SHEET, toGrantSheet } from '../../../src/manager/permissions/grant-sheet.ts';
import { permissionVerdict } from '../../../src/manager/permissions/permission-verdict.ts';
import { PluginScans } from '../../../src/manager/state/plugin-scans.ts';
import { policyVerdict, type ScanPolicy } from '../../../src/manager/state/policy.ts';
import { resolve } from '../../../src/manager/resolution/resolve.ts';
import type { ResolutionInput } from '../../../src/manager/resolution/resolution-input.ts';
import type { ResolvedPlugin } from '../../../src/manager/resolution/resolution.ts';
import { resolveSecrets } from '../../../src/manager/context/resolve-secrets.ts';
import { trustVerdict } from '../../../src/manager/state/trust.ts';
import type { Verdict } from '../../../src/manager/resolution/verdict.ts';
import type { FoundPlugin } from '../../../src/discovery/source.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import type { ManifestInput } from '../../../src/manifest/manifest.ts';
import { found, inputOf, needing } from '../../manager/resolution/resolution-setup.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

const ONE = { id: 'acme.one', version: '1.0.0' };

/** What keeps "acme.one" from running, as the error that it becomes for whoever asks for the plugin. */
export function refusalOf(plugins: readonly FoundPlugin[], change?: Partial<ResolutionInput>): HooklineError {
  return toError(resolve(inputOf(plugins, change)).plugins.find(isRefusedOne)!.verdict!);
}

function isRefusedOne({ id, verdict }: ResolvedPlugin): boolean {
  return id === ONE.id && verdict !== undefined;
}

function toError({ code, reason, remedy, state }: Verdict): HooklineError {
  return new HooklineError(code, reason, { hint: remedy, data: { plugin: ONE.id, state } });
}

function one(manifest: Partial<ManifestInput>, place?: Partial<FoundPlugin>): FoundPlugin {
  return found({ ...ONE, ...manifest }, place);
}

/** A plugin that runs text as code, looked at. */
async function scanEval(policy: ScanPolicy): Promise<{ readonly scans: PluginScans; readonly plugin: FoundPlugin }> {
  const folder = await createTemporaryFolder({ 'index.js': "export default eval('1');" });
  const plugin = one({}, { folder, entryFile: join(folder, 'index.js') });
  const scans = new PluginScans(policy);
  await scans.look(plugin, 'digest');
  return { scans, plugin };
}

/** How to make Hookline give each of the errors of the group "resolution". */
export const resolutionProvocations: Record<CodeOf<'resolution'>, Provoke> = {
  API_UNSUPPORTED: () => refusalOf([one({ api: '^0.1' })]),
  CONFIG_INVALID: async () => {
    const schema = { type: 'object', properties: { site: { type: 'string' } }, required: ['site'] };
    const outcome = await checkConfig({ plugin: ONE, schema, value: {} });
    return toError((outcome as { readonly verdict: Verdict }).verdict);
  },
  DEPENDENCY_CYCLE: () =>
    refusalOf([needing('acme.one', { 'acme.two': '^1' }), needing('acme.two', { 'acme.one': '^1' })]),
  DEPENDENCY_MISSING: () => refusalOf([needing('acme.one', { 'acme.twoo': '^1' }), found({ id: 'acme.two' })]),
  DEPENDENCY_UNAVAILABLE: () =>
    refusalOf([needing('acme.one', { 'acme.two': '^1' }), found({ id: 'acme.two' })], {
      disabled: new Set(['acme.two']),
    }),
  DEPENDENCY_VERSION: () => refusalOf([needing('acme.one', { 'acme.two': '^2' }), found({ id: 'acme.two' })]),
  ENGINE_UNSUPPORTED: () => refusalOf([one({ engines: { node: '>=99' } })]),
  LOCK_MISMATCH: () => {
    const lock = { lockVersion: 1, host: { name: 'site', api: '1.2.0' }, plugins: [] } as const;
    return toError(lockVerdict({ found: one({}), digest: 'ab', sheet: EMPTY_SHEET }, lock)!);
  },
  PERMISSION_NOT_GRANTED: () => {
    const hosts = ['stats.example'];
    const plugin = one({ permissions: [{ name: 'net', hosts, reason: 'Sends counts.' }] }, { trusted: false });
    return toError(permissionVerdict(plugin, toGrantSheet(plugin, {}))!);
  },
  PLATFORM_UNSUPPORTED: () => refusalOf([one({ platform: { os: ['darwin'] } })]),
  PLUGIN_DISABLED: () => refusalOf([one({})], { disabled: new Set(['acme.one']) }),
  PLUGIN_INCOMPATIBLE: () =>
    refusalOf([one({ dependencies: { conflicts: { 'acme.two': '^1' } } }), found({ id: 'acme.two' })]),
  PLUGIN_REFUSED: () => toError(policyVerdict(one({}), { deny: ['acme.*'] }, 0)!),
  PLUGIN_SCAN_FOUND: async () => {
    const { scans, plugin } = await scanEval('warn');
    return { ...scans.problemsOf(plugin)[0], data: {} };
  },
  PLUGIN_SCAN_REFUSED: async () => {
    const { scans, plugin } = await scanEval('deny');
    return toError(scans.verdictOf(plugin)!);
  },
  PLUGIN_UNTRUSTED: () => toError(trustVerdict(one({}, { trusted: false }), { record: undefined, digest: undefined })!),
  REQUIREMENT_MISSING: () =>
    refusalOf([one({ platform: { bins: [{ name: 'convert', install: 'apt install imagemagick' }] } })], {
      missingPrograms: new Set(['convert']),
    }),
  SECRET_MISSING: async () => {
    const secrets = [{ key: 'STATS_TOKEN', required: true, description: 'from your account page' }];
    const outcome = await resolveSecrets({ plugin: ONE, secrets, provider: {} });
    return toError((outcome as { readonly verdict: Verdict }).verdict);
  },
  SERVICE_MISSING: () => refusalOf([one({ requires: { 'acme.db': '^1' } })]),
  SERVICE_VERSION: () =>
    refusalOf([one({ requires: { 'acme.db': '^1' } }), found({ id: 'acme.two', provides: { 'acme.db': '2.0.0' } })]),
};

/** What each of them says. */
export const resolutionMessages: Record<CodeOf<'resolution'>, Message> = {
  API_UNSUPPORTED: {
    message: 'The plugin "acme.one" 1.0.0 is made for the plugin API "^0.1", but the host "site" has "1.2.0".',
    hint: 'Install a newer version of "acme.one", made for the API "1.2.0".',
  },
  CONFIG_INVALID: {
    message: 'The configuration of the plugin "acme.one" 1.0.0 is not valid: the key "site" is missing.',
    hint: 'Mend the keys that the message names.',
  },
  DEPENDENCY_CYCLE: {
    message: 'The plugin "acme.one" 1.0.0 depends on itself: acme.one -> acme.two -> acme.one.',
    hint: 'Remove one of these dependencies or make it optional, for instance that of "acme.one" on "acme.two".',
  },
  DEPENDENCY_MISSING: {
    message:
      'The plugin "acme.one" 1.0.0 needs "acme.twoo" "^1", but the plugin "acme.twoo" was not found (did you mean "acme.two"?).',
    hint: 'Install "acme.twoo" in a version that fits "^1".',
  },
  DEPENDENCY_UNAVAILABLE: {
    message: 'The plugin "acme.one" 1.0.0 needs "acme.two" "^1", which is disabled.',
    hint: 'Enable "acme.two".',
  },
  DEPENDENCY_VERSION: {
    message: 'The plugin "acme.one" 1.0.0 needs "acme.two" "^2", but "1.0.0" was found.',
    hint: 'Install "acme.two" in a version that fits "^2".',
  },
  ENGINE_UNSUPPORTED: {
    message: 'The plugin "acme.one" 1.0.0 needs Node.js ">=99", but this is "v22.12.0".',
    hint: 'Run the host with Node.js ">=99", or install another version of "acme.one".',
  },
  LOCK_MISMATCH: {
    message: 'The plugin "acme.one" 1.0.0 is not in the lock.',
    hint: 'Install what the lock names, or look at the plugin and make the lock anew.',
  },
  PERMISSION_NOT_GRANTED: {
    message: 'The plugin "acme.one" 1.0.0 needs a permission that is not granted: "net:stats.example" (Sends counts).',
    hint: 'If the plugin may have it: manager.grant("acme.one", "net:stats.example").',
  },
  PLATFORM_UNSUPPORTED: {
    message: 'The plugin "acme.one" 1.0.0 supports the operating systems "darwin", but this is "linux".',
    hint: 'Run the host on a platform that the plugin supports, or disable "acme.one".',
  },
  PLUGIN_DISABLED: { message: 'The plugin "acme.one" is disabled.', hint: 'Enable "acme.one".' },
  PLUGIN_INCOMPATIBLE: {
    message:
      'The plugin "acme.one" 1.0.0 declares that it cannot run beside "acme.two" "^1", and "acme.two" 1.0.0 is in place.',
    hint: 'Disable "acme.two" or "acme.one".',
  },
  PLUGIN_REFUSED: {
    message: 'The policy of the host denies the plugin "acme.one": "deny" has "acme.*".',
    hint: 'Remove "acme.*" from "deny" of the policy, or remove the plugin.',
  },
  PLUGIN_SCAN_FOUND: {
    message: 'no-eval: "eval" runs text as code',
    hint: 'Write the code itself, or look the value up in a table of functions. For data, use JSON.parse.',
  },
  PLUGIN_SCAN_REFUSED: {
    message:
      /^The policy of the host refuses the code of the plugin "acme\.one": no-eval: "eval" runs text as code \(.*index\.js:1\)\.$/,
    hint: 'Mend the plugin, remove it, or let "scan" of the policy only warn if you trust its code.',
  },
  PLUGIN_UNTRUSTED: {
    message: 'The plugin "acme.one" 1.0.0 comes from directory(/plugins), and nobody has trusted it.',
    hint: 'Look at the plugin in /plugins/acme.one, then trust it.',
  },
  REQUIREMENT_MISSING: {
    message: 'The plugin "acme.one" 1.0.0 needs the program "convert", which is not found through PATH.',
    hint: 'Install "convert": apt install imagemagick.',
  },
  SECRET_MISSING: {
    message:
      'The plugin "acme.one" 1.0.0 does not have its secrets: the secret "STATS_TOKEN" is missing (from your account page).',
    hint: 'Give the host the secrets that the message names.',
  },
  SERVICE_MISSING: {
    message:
      'The plugin "acme.one" 1.0.0 needs the service "acme.db" "^1", but neither the host nor a plugin provides it.',
    hint: 'Install a plugin that provides "acme.db" in a version that fits "^1".',
  },
  SERVICE_VERSION: {
    message:
      'The plugin "acme.one" 1.0.0 needs the service "acme.db" "^1", but it is provided as "2.0.0" by "acme.two".',
    hint: 'Install a plugin that provides "acme.db" in a version that fits "^1".',
  },
};
