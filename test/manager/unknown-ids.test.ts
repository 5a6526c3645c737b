import { expect, test } from 'vitest';
import { createHost } from './host.ts';

const HINT = 'in the options of createPluginManager, install the plugin, or take the entry out.';

test('what the options say of plugins that were not found is a warning, once for each look', async () => {
  const { manager, payloads, write } = await createHost(
    { 'acme.one': {}, 'acme.bad': { manifest: { api: '*' } } },
    { config: { 'acme.on': {}, 'acme.one': {}, 'acme.bad': {} }, choices: { 'other.later': '/nowhere' } },
  );
  const warnings = [
    {
      code: 'PLUGIN_UNKNOWN',
      severity: 'warning',
      message:
        'The host has a configuration for the plugin "acme.on", but no plugin with this id was found. Did you mean "acme.one"?',
      hint: `Mend the id under "config" ${HINT}`,
    },
    {
      code: 'PLUGIN_UNKNOWN',
      severity: 'warning',
      message: 'The host has a choice for the plugin "other.later", but no plugin with this id was found.',
      hint: `Mend the id under "choices" ${HINT}`,
    },
  ];
  const report = await manager.start();
  expect([report.problems, payloads('manager:problem')]).toEqual([warnings, warnings]);
  expect(String(report)).toContain('\nwarning: The host has a configuration for the plugin "acme.on"');
  await write({ 'other.later': {} });
  await manager.rescan();
  expect(payloads('manager:problem').slice(2)).toEqual([warnings[0]]);
});

test('a command that is given to a plugin that was not found is named as well', async () => {
  const { manager } = await createHost({ 'acme.one': {} }, { commands: { tidy: 'acme.on', sweep: 'acme.one' } });
  const { problems } = await manager.start();
  expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
    [
      'The host has a command for the plugin "acme.on", but no plugin with this id was found. Did you mean "acme.one"?',
      `Mend the id under "commands" ${HINT}`,
    ],
  ]);
  await expect(createHost({}, { commands: { tidy: 5 } as never })).rejects.toMatchObject({
    code: 'MANAGER_OPTIONS_INVALID',
    data: { problems: ['commands: "tidy" must be the id of a plugin, not the number 5'] },
  });
});
