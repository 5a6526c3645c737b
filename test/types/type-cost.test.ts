import { expect, test } from 'vitest';
import { InMemoryProject } from './in-memory-project.ts';
import { callFiles, handwrittenFiles, hookspecFiles, pluginFiles, schemaFiles } from './large-host.ts';
test('p', () => {
  const c = (f: Record<string, string>) => new InMemoryProject(f).countInstantiations();
  const t = Date.now();
  const base = c(schemaFiles);
  console.log({
    base,
    specs: c(hookspecFiles) - base,
    p1: c(pluginFiles({ count: 1, hooksEach: 200 })) - base,
    p5: c(pluginFiles({ count: 5, hooksEach: 200 })) - base,
    p540: c(pluginFiles({ count: 5, hooksEach: 40 })) - base,
    p140: c(pluginFiles({ count: 1, hooksEach: 40 })) - base,
    calls: c(callFiles({ count: 5, hooksEach: 200 })) - base,
    hand: c(handwrittenFiles({ count: 5, hooksEach: 200 })),
    ms: Date.now() - t,
  });
  expect(1).toBe(1);
}, 60000);
