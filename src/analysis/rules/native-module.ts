import { callsOf } from '../calls-of.ts';
import { packageNameOf } from '../resolve-import.ts';
import { permissionsOf } from '../plugin-code.ts';
import { relativePath } from '../load-plugin-code.ts';
import type { Rule } from '../rule.ts';

const PACKAGES: ReadonlySet<string> = new Set([
  'bindings',
  'node-gyp-build',
  'node-gyp',
  'ffi-napi',
  'ref-napi',
  'koffi',
  'node-pre-gyp',
  '@mapbox/node-pre-gyp',
  'node-addon-api',
  'nan',
  'prebuild-install',
]);
const MODULES: ReadonlySet<string> = new Set(['node:ffi', 'node:wasi', 'wasi']);

export const nativeModule: Rule = {
  id: 'native-module',
  severity: 'error',
  summary: 'Machine code is loaded without the permission `native`.',
  docs: 'Addons (`.node`), the packages that load them, `process.dlopen`, `node:ffi` and `node:wasi`. Machine code escapes the permission model of Node, and runs on one system only. Addons are also looked for in packages that are installed in the folder of the plugin, but for those that only `devDependencies` bring there: when the host looks itself, with `scan`, in these too.',
  remedy: 'Use a package in JavaScript or WebAssembly, or declare the permission "native".',
  *inPlugin(plugin) {
    if (permissionsOf(plugin, 'native').length > 0) return;
    for (const file of plugin.addons) {
      const path = relativePath(plugin.folder, file);
      yield { file, message: `"${path}" is a native addon, and the manifest does not have the permission "native".` };
    }
  },
  *inFile(file, plugin) {
    if (permissionsOf(plugin, 'native').length > 0) return;
    for (const { specifier, typeOnly, place } of file.imports) {
      if (specifier === undefined || typeOnly || !isNative(specifier)) continue;
      yield {
        node: place.node,
        message: `"${specifier}" loads machine code, and the manifest does not have the permission "native".`,
      };
    }
    for (const { callee, node } of callsOf(file)) {
      if (callee !== 'global:process.dlopen') continue;
      yield {
        node,
        message: '"process.dlopen" loads machine code, and the manifest does not have the permission "native".',
      };
    }
  },
};

function isNative(specifier: string): boolean {
  return specifier.endsWith('.node') || MODULES.has(specifier) || PACKAGES.has(packageNameOf(specifier));
}
