import { relative, sep } from 'node:path';
import { VERSION } from '../../version.ts';
import { layoutOf } from '../plugin-layout.ts';
import type { PluginPlan } from '../plugin-plan.ts';
import { PACKAGES } from './packages.ts';

export function packageText(plan: PluginPlan): string {
  const { id, description, author, license, language, tests } = plan;
  const isTypeScript = language === 'ts';
  const manifest = {
    name: id.replace('.', '-'),
    version: '0.1.0',
    description,
    ...(license === 'UNLICENSED' ? { private: true } : {}),
    author,
    license,
    type: 'module',
    exports: layoutOf(plan).entry,
    files: ['plugin.json', isTypeScript ? 'dist' : 'index.js'],
    scripts: scriptsOf(plan),
    devDependencies: {
      ...(isTypeScript || tests === 'node' ? { '@types/node': PACKAGES['@types/node'] } : {}),
      hookline: hooklineOf(plan),
      ...(isTypeScript ? { typescript: PACKAGES.typescript } : {}),
      ...(tests === 'vitest' ? { vitest: PACKAGES.vitest } : {}),
      zod: PACKAGES.zod,
    },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** As the host has it; of the version that made the plugin, where nobody says anything. */
function hooklineOf({ host: { hookline }, folder }: PluginPlan): string {
  if (hookline === undefined) return `^${VERSION}`;
  return 'file' in hookline ? `file:${toPosix(relative(folder, hookline.file))}` : hookline.specifier;
}

function toPosix(path: string): string {
  return path.split(sep).join('/');
}

function scriptsOf({ language, tests }: PluginPlan): Readonly<Record<string, string>> {
  if (language === 'js') return tests === 'none' ? {} : { test: tests === 'vitest' ? 'vitest run' : 'node --test' };
  const run = tests === 'vitest' ? 'vitest run' : 'node --import hookline/typescript --test test/*.test.ts';
  return {
    build: 'tsc && tsc -p tsconfig.build.json',
    ...(tests === 'none' ? {} : { test: `npm run --silent build && ${run}` }),
  };
}
