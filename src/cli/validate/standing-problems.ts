import type { FoundPlugin } from '../../discovery/source.ts';
import { findMissingFiles, locateFile } from '../../manager/resolution/find-files.ts';
import { findMissingPrograms } from '../../manager/resolution/find-programs.ts';
import type { Copy } from '../../manager/resolution/copies.ts';
import { judgeApi, judgeEngine } from '../../manager/resolution/host-rules.ts';
import { judgeFiles, judgePlatform, judgePrograms } from '../../manager/resolution/platform-rules.ts';
import type { Verdict } from '../../manager/resolution/verdict.ts';
import type { Problem } from '../../manifest/problem.ts';
import type { HostView } from './host-view.ts';

/**
 * What keeps a valid plugin from running whatever the other plugins do. With the wrong API the plugin is wrong for this host;
 * what this computer lacks another may have. Without line and column.
 */
export async function findStandingProblems(
  found: FoundPlugin,
  view: HostView | undefined,
): Promise<readonly Problem[]> {
  const copy: Copy = { found, id: found.id, source: 0, place: found.folder ?? found.source, rank: 0 };
  const platform = { node: process.version, os: process.platform, cpu: process.arch };
  const { bins, files } = found.manifest!.platform;
  const missingPrograms = await findMissingPrograms(bins.map(({ name }) => name));
  const missingFiles = await findMissingFiles(files.map(({ path }) => locateFile(path, found)));
  return [
    ...toProblem(view === undefined ? undefined : judgeApi(copy, toResolutionHost(view)), 'api', 'error'),
    ...toProblem(judgeEngine(copy, platform), 'engines.node'),
    ...toProblem(judgePlatform(copy, platform), 'platform'),
    ...toProblem(judgePrograms(copy, missingPrograms), 'platform.bins'),
    ...toProblem(judgeFiles(copy, missingFiles), 'platform.files'),
  ];
}

function toResolutionHost({ host, find }: HostView): Parameters<typeof judgeApi>[1] {
  const { name, api, adapters = [], guide } = host;
  return { name, api, adapters, guide, services: new Map(), hookNames: find.hookNames };
}

function toProblem(
  verdict: Verdict | undefined,
  path: string,
  severity: Problem['severity'] = 'warning',
): readonly Problem[] {
  if (verdict === undefined) return [];
  const { code, reason, remedy } = verdict;
  return [{ code, severity, message: reason, hint: remedy, path }];
}
