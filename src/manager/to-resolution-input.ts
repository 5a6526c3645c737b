import type { ParsedOptions } from './parse-options.ts';
import type { PluginFacts } from './plugin-facts.ts';
import type { ResolutionInput } from './resolution/resolution-input.ts';
import type { Settings } from './state/settings.ts';

/** All that decides who can run, put together. */
export function toResolutionInput({
  options,
  facts,
  settings,
  choicesOfHost,
  isolationOf,
  failed,
  hookNames,
}: {
  readonly options: ParsedOptions;
  readonly facts: PluginFacts;
  readonly settings: Settings;
  /** By id, the folder that the host has chosen, with links resolved. */
  readonly choicesOfHost: ReadonlyMap<string, string>;
  readonly isolationOf: ResolutionInput['isolationOf'];
  readonly failed: ReadonlyMap<string, string>;
  readonly hookNames: ReadonlySet<string>;
}): ResolutionInput {
  const { host, services } = options;
  const settled = Object.entries(settings.plugins);
  const chosen = settled.flatMap(([id, { choice }]) => (choice === undefined ? [] : [[id, choice] as const]));
  return {
    found: facts.found,
    host: {
      ...host,
      services: new Map(Object.entries(services).map(([id, { version }]) => [id, version])),
      hookNames,
    },
    platform: { node: process.version, os: process.platform, cpu: process.arch },
    missingPrograms: facts.missingPrograms,
    missingFiles: facts.missingFiles,
    disabled: new Set(settled.filter(([, { enabled }]) => enabled === false).map(([id]) => id)),
    // What the operator chose goes before what the host did.
    choices: new Map([...choicesOfHost, ...chosen]),
    isolationOf,
    trustOf: (plugin) => facts.trustOf(plugin),
    configurationOf: (plugin) => facts.configurationOf(plugin),
    failed,
  };
}
