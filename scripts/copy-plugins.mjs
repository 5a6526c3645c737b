// The compiler writes the code of the plugins into dist/plugins. All that is not TypeScript, such as their manifests,
// is copied beside it.
import { cpSync } from 'node:fs';

const isCopied = (/** @type {string} */ path) => !/\.[cm]?ts$/.test(path);

cpSync(new URL('../plugins', import.meta.url), new URL('../dist/plugins', import.meta.url), {
  recursive: true,
  filter: isCopied,
});
