import { HooklineError, isHooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { RunnerOptions } from '../../manager/manager-options.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { attackPlace, type PlaceReport } from '../attack/attack-place.ts';
import { attackText } from '../attack/attack-text.ts';
import { brokenClaims } from '../attack/broken-claims.ts';
import { findNotes, findRemedies } from '../attack/find-remedies.ts';
import { openFolders, placesOf } from '../attack/place.ts';
import { PROBE_FACTS } from '../attack/probe-facts.ts';
import { PROBE_NAMES, type ProbeName } from '../attack/run-probes.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { attack } from '../commands/attack.ts';

const RUNNERS: readonly RunnerName[] = ['inline', 'worker', 'process'];

export const runAttack: RunCommand<typeof attack> = async (context) => {
  const { args, options, style, working, signal } = context;
  const runner = args.runner === undefined ? undefined : parseRunner(args.runner);
  const names = options.only === undefined || options.only.length === 0 ? PROBE_NAMES : parseProbes(options.only);
  const runners = await readRunners(context);
  const reports: PlaceReport[] = [];
  for (const place of placesOf(runner, runners)) {
    const onBegin = (name: ProbeName): void => working(`${place.name}: ${name}`);
    reports.push(await attackPlace(place, names, { signal, onBegin }));
  }
  working(undefined);
  const broken = reports.flatMap((report) => brokenClaims(report));
  const remedies = findRemedies(reports);
  const notes = [...openFolders(runners).map(toNote), ...findNotes(reports, runners.launcher !== undefined)];
  const probes = names.map((probe) => {
    const { area, permission = null, how } = PROBE_FACTS[probe];
    return { probe, area, permission, how };
  });
  return {
    result: { node: process.version, platform: process.platform, probes, places: reports, remedies, broken, notes },
    text: attackText({ names, reports, remedies, notes, broken }, style),
    exitCode: broken.length > 0 ? 1 : 0,
  };
};

/** Of the configuration of a host, if there is one. */
async function readRunners({ openSetup }: CommandContext<typeof attack>): Promise<RunnerOptions> {
  try {
    return (await openSetup()).options.runners ?? {};
  } catch (thrown) {
    // One that was named and is not there is a mistake.
    const isMissing = isHooklineError(thrown) && thrown.code === 'HOST_CONFIG_MISSING';
    if (isMissing && thrown.data['file'] === undefined) return {};
    throw thrown;
  }
}

function parseRunner(name: string): RunnerName {
  const runner = RUNNERS.find((each) => each === name);
  if (runner !== undefined) return runner;
  throw new HooklineError('COMMAND_MISUSED', `There is no runner "${name}"${nearestInParentheses(name, RUNNERS)}.`, {
    hint: 'The runners are inline, worker and process.',
  });
}

/** In the order of the table, each once. */
function parseProbes(asked: readonly string[]): readonly ProbeName[] {
  const known: readonly string[] = PROBE_NAMES;
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return PROBE_NAMES.filter((name) => asked.includes(name));
  const message = `There is no probe "${unknown}"${nearestInParentheses(unknown, known)}.`;
  throw new HooklineError('COMMAND_MISUSED', message, {
    hint: 'Names of probes have spaces, as in "read a file": "hookline attack inline" shows them all.',
  });
}

function toNote(folder: string): string {
  return `The host lets all plugins read ${folder}, where the files of the probes lie too: the probes ran without that.`;
}
