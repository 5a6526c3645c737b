import { licenseText } from './text/license-text.ts';
import { manifestText } from './text/manifest-text.ts';
import { entryText } from './text/entry-text.ts';
import { hostHooksText } from './text/host-hooks-text.ts';
import { packageText } from './text/package-text.ts';
import { readmeText } from './text/readme-text.ts';
import { testText } from './text/test-text.ts';
import { tsconfigFiles } from './text/tsconfig-files.ts';
import { layoutOf } from './plugin-layout.ts';
import type { Files, PluginPlan } from './plugin-plan.ts';

/** The files of a new plugin. The same plan gives the same bytes. */
export function renderPlugin(plan: PluginPlan): Files {
  const layout = layoutOf(plan);
  const license = licenseText(plan);
  return {
    'plugin.json': manifestText(plan),
    [layout.entrySource]: entryText(plan),
    ...(layout.hostHooks === undefined ? {} : { [layout.hostHooks]: hostHooksText(plan.host) }),
    ...(layout.test === undefined ? {} : { [layout.test]: testText(plan) }),
    'package.json': packageText(plan),
    ...tsconfigFiles(plan),
    'README.md': readmeText(plan),
    ...(license === undefined ? {} : { LICENSE: license }),
    '.gitignore': plan.language === 'ts' ? 'dist/\nnode_modules/\n' : 'node_modules/\n',
  };
}
