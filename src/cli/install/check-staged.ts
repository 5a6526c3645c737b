import type { FoundPlugin } from '../../discovery/source.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Problem } from '../../manifest/problem.ts';
import type { HostView } from '../validate/host-view.ts';
import { findStandingProblems } from '../validate/standing-problems.ts';
import { readPluginAt } from '../validate/validate-plugin.ts';
import { installRefused } from './install-refused.ts';

/** A plugin that may be installed. */
export interface StagedPlugin {
  readonly found: FoundPlugin;
  readonly manifest: Manifest;
  /** What does not keep it from being installed. */
  readonly warnings: readonly string[];
}

/** Holds what was unpacked against the host, as the host will read it. @throws INSTALL_REFUSED */
export async function checkStaged(what: string, folder: string, view: HostView | undefined): Promise<StagedPlugin> {
  const found = await readPluginAt(folder, view);
  const { manifest } = found;
  const standing = manifest === undefined ? [] : await findStandingProblems(found, view);
  const problems = [...found.problems, ...standing];
  const errors = problems.filter(({ severity }) => severity === 'error').map((each) => toLine(each, folder));
  if (errors.length > 0 || manifest === undefined) {
    throw installRefused({
      what,
      problems: errors.length > 0 ? errors : ['there is no plugin in it'],
      hint: 'Nothing was changed. Ask who made the plugin for a version that fits this host.',
    });
  }
  return { found, manifest, warnings: problems.map((each) => toLine(each, folder)) };
}

/** Where it was unpacked for a moment tells nobody anything. */
function toLine({ message, file, line }: Problem, folder: string): string {
  const place = file === undefined || line === undefined ? '' : `${file}:${line}: `;
  return `${place}${message}`.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
}
