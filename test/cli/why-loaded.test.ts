import { expect, test } from 'vitest';
import { createProject, HOST_FILES, pluginFiles, runCliJson } from './run-cli.ts';

const PLUGINS = {
  ...pluginFiles('acme.lazy', { hooks: { order_taken: {} } }, 'export default { hooks: { order_taken: () => {} } };'),
  ...pluginFiles('acme.eager', { activation: 'startup' }, 'export default {};'),
};

test('says which plugins were loaded, and by what', async () => {
  const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
  const started = await runCliJson(['why-loaded'], { cwd });
  expect(started.document.result).toMatchObject({ loaded: [{ plugin: 'acme.eager', activatedBy: 'startup' }] });
  const called = await runCliJson(['why-loaded', '--hook', 'order_taken'], { cwd });
  expect(called.document.result).toMatchObject({
    loaded: [{ plugin: 'acme.eager' }, { plugin: 'acme.lazy', activatedBy: 'hook order_taken' }],
  });
});

test('is empty where nothing is loaded', async () => {
  const cwd = await createProject({ ...HOST_FILES, ...pluginFiles('acme.lazy', { hooks: { order_taken: {} } }, '') });
  expect((await runCliJson(['why-loaded'], { cwd })).document.result).toEqual({ loaded: [] });
});
