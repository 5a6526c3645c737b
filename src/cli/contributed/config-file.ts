import { resolve } from 'node:path';
import { findConfigFile } from '../setup/find-config-file.ts';

/** The configuration that the command would use, before its options are read. */
export function configFile(argv: readonly string[], cwd: string): string | undefined {
  const at = argv.indexOf('--config');
  const named = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--config='))?.slice('--config='.length);
  return named === undefined ? findConfigFile(cwd) : resolve(cwd, named);
}
