import type { Copy } from './copies.ts';
import { judgeApi, judgeEngine } from './host-rules.ts';
import { judgeFiles, judgePlatform, judgePrograms } from './platform-rules.ts';
import type { ResolutionInput } from './resolution-input.ts';
import type { Verdict } from './verdict.ts';

/** All that keeps a valid plugin from running whatever the other plugins do, in the order of precedence. */
export function* findObstacles(copy: Copy, input: ResolutionInput): Generator<Verdict> {
  const { found } = copy;
  if (input.disabled.has(copy.id)) yield toDisabled(copy.id);
  for (const verdict of [
    judgeApi(copy, input.host),
    judgeEngine(copy, input.platform),
    judgePlatform(copy, input.platform),
    judgePrograms(copy, input.missingPrograms),
    judgeFiles(copy, input.missingFiles),
    input.isolationOf(found),
  ]) {
    if (verdict !== undefined) yield verdict;
  }
  const distrust = input.trustOf(found);
  if (distrust !== undefined) yield distrust;
  const gap = input.configurationOf(found);
  if (gap !== undefined) yield gap;
}

function toDisabled(id: string): Verdict {
  return {
    state: 'disabled',
    code: 'PLUGIN_DISABLED',
    reason: `The plugin "${id}" is disabled.`,
    remedy: `Enable "${id}".`,
  };
}
