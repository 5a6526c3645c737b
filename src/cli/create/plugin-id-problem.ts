import { checkManifest } from '../../manifest/check-manifest.ts';
import { toProblem } from '../../manifest/flaw.ts';
import { hostProblems } from '../../manifest/host-problems.ts';

export interface IdProblem {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** What a manifest with this id would be told. */
export function pluginIdProblem(id: string, host: string | undefined): IdProblem | undefined {
  const { manifest, flaws } = checkManifest({ id, version: '0.1.0', api: '^1.0', entry: './index.js' });
  const reservedPrefixes = new Set(['hookline', ...(host === undefined ? [] : [host])]);
  const problems =
    manifest === undefined
      ? flaws.map((flaw) => toProblem(flaw, undefined))
      : hostProblems(manifest, { hookNames: new Set(), reservedPrefixes });
  const [problem] = problems;
  return problem === undefined ? undefined : { message: problem.message, hint: problem.hint };
}
