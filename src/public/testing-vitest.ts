export { pluginMatchers, pluginOf, type PluginSubject } from '../testing/expectations/vitest-matchers.ts';
