import type { Rule } from './rule.ts';
import { computedImport } from './rules/computed-import.ts';
import { consoleOutput } from './rules/console-output.ts';
import { contributionsMatch } from './rules/contributions-match.ts';
import { effectAtImport } from './rules/effect-at-import.ts';
import { exactPin } from './rules/exact-pin.ts';
import { globalPatch } from './rules/global-patch.ts';
import { handlerArguments } from './rules/handler-arguments.ts';
import { hooksMatch } from './rules/hooks-match.ts';
import { ignoreComment } from './rules/ignore-comment.ts';
import { lazyDependency } from './rules/lazy-dependency.ts';
import { mutableModuleState } from './rules/mutable-module-state.ts';
import { nativeModule } from './rules/native-module.ts';
import { noChildProcess } from './rules/no-child-process.ts';
import { noEval } from './rules/no-eval.ts';
import { noInternalImport } from './rules/no-internal-import.ts';
import { noPluginImport } from './rules/no-plugin-import.ts';
import { notScanned } from './rules/not-scanned.ts';
import { obfuscated } from './rules/obfuscated.ts';
import { permissionUnused } from './rules/permission-unused.ts';
import { platformSpecific } from './rules/platform-specific.ts';
import { processExit } from './rules/process-exit.ts';
import { syntaxError } from './rules/syntax-error.ts';
import { undeclaredDependency } from './rules/undeclared-dependency.ts';
import { undeclaredEnv } from './rules/undeclared-env.ts';
import { undeclaredExec } from './rules/undeclared-exec.ts';
import { undeclaredFs } from './rules/undeclared-fs.ts';
import { undeclaredHost } from './rules/undeclared-host.ts';
import { undeclaredNetwork } from './rules/undeclared-network.ts';
import { unhandledGlobal } from './rules/unhandled-global.ts';

/** All rules, in the order of their ids. */
export const RULES: readonly Rule[] = [
  computedImport,
  consoleOutput,
  contributionsMatch,
  effectAtImport,
  exactPin,
  globalPatch,
  handlerArguments,
  hooksMatch,
  ignoreComment,
  lazyDependency,
  mutableModuleState,
  nativeModule,
  noChildProcess,
  noEval,
  noInternalImport,
  noPluginImport,
  notScanned,
  obfuscated,
  permissionUnused,
  platformSpecific,
  processExit,
  syntaxError,
  undeclaredDependency,
  undeclaredEnv,
  undeclaredExec,
  undeclaredFs,
  undeclaredHost,
  undeclaredNetwork,
  unhandledGlobal,
];
