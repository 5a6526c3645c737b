import { expect, test } from 'vitest';
import { reasonText } from '../../src/cli/terminal/reason-text.ts';

test.each([
  ['The plugin "acme.one" 1.0.0 needs "acme.two" "^2".', 'Needs "acme.two" "^2".'],
  ['The plugin "acme.one" comes from directory(/srv/shop/plugins).', 'Comes from directory(plugins).'],
  ['The plugin "acme.one" is disabled.', 'The plugin "acme.one" is disabled.'],
  ['The plugin "acme.two" 1.0.0 needs it.', 'The plugin "acme.two" 1.0.0 needs it.'],
  ['/srv/shop/plugins/one/plugin.json:1:2: No\u001B[31m\nJSON.', 'plugins/one/plugin.json:1:2: No\uFFFD[31m JSON.'],
  [undefined, ''],
])('the reason %j is shown beside its plugin as %j', (reason, shown) => {
  expect(reasonText({ id: 'acme.one', reason }, '/srv/shop')).toBe(shown);
});
