import { layoutOf } from '../plugin-layout.ts';
import type { Files, PluginPlan } from '../plugin-plan.ts';
import { toJson } from './to-json.ts';

export const STRICT = {
  target: 'es2023',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
};

/** How the compiler checks the plugin, and how it builds it; for JavaScript, how the editor checks it. */
export function tsconfigFiles(plan: PluginPlan): Files {
  const { language, tests, host } = plan;
  if (language === 'js') {
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      ...(tests === 'node' ? { types: ['node'] } : {}),
      checkJs: true,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    };
    return { 'jsconfig.json': toJson({ compilerOptions }) };
  }
  const isJavaScriptHost = host.hookspecs?.isFile === true && /\.m?js$/.test(host.hookspecs.module);
  return {
    'tsconfig.json': toJson({
      compilerOptions: {
        ...STRICT,
        ...(isJavaScriptHost ? { allowJs: true } : {}),
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        noEmit: true,
      },
      include: ['src', ...(layoutOf(plan).test === undefined ? [] : ['test'])],
    }),
    // What lies outside of "src" was checked above; here it would move the files of "dist" one level down.
    'tsconfig.build.json': toJson({
      extends: './tsconfig.json',
      compilerOptions: {
        rootDir: 'src',
        outDir: 'dist',
        noEmit: false,
        allowImportingTsExtensions: false,
        rewriteRelativeImportExtensions: true,
        noCheck: true,
        noResolve: true,
      },
      include: ['src'],
    }),
  };
}
