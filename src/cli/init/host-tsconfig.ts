import type { Files } from '../scaffold/plugin-plan.ts';
import { toJson } from '../scaffold/text/to-json.ts';
import { STRICT } from '../scaffold/text/tsconfig-files.ts';

/** How editors and "npx tsc" check a host: Node runs it as it is. */
export function hostTsconfig(ending: string): Files {
  const compilerOptions = { ...STRICT, allowImportingTsExtensions: true, skipLibCheck: true, noEmit: true };
  return { 'tsconfig.json': toJson({ compilerOptions, include: [`*.${ending}`] }) };
}
