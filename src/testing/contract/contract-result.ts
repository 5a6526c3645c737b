import type { JsonValue } from '../../errors/json-safe.ts';

/** A plugin that does not keep to a hookspec. */
export interface ContractFailure {
  readonly hook: string;
  readonly plugin: string;
  /** The simplest arguments that were found to show it. */
  readonly args: JsonValue;
  /** What the plugin did: the code of the error, and its message. */
  readonly code: string;
  readonly message: string;
  /** Gives the same arguments again, as the option `seed`. */
  readonly seed: number;
}

/** What came of the test of a contract. Prints as text. */
export interface ContractResult {
  /** What was tested, with how many calls. */
  readonly checked: readonly { readonly hook: string; readonly plugin: string; readonly runs: number }[];
  readonly failures: readonly ContractFailure[];
  /** Hooks that could not be tested, or not with all arguments, and why. */
  readonly skipped: readonly { readonly hook: string; readonly reason: string }[];
  toString(): string;
}

export function toContractResult(facts: Omit<ContractResult, 'toString'>): ContractResult {
  return { ...facts, toString: () => print(facts) };
}

function print({ checked, failures, skipped }: Omit<ContractResult, 'toString'>): string {
  return [
    ...checked.map(({ hook, plugin, runs }) => `hook "${hook}", plugin "${plugin}": ${runs} calls`),
    ...failures.map(describeFailure),
    ...skipped.map(({ hook, reason }) => `hook "${hook}": not tested: ${reason}`),
  ].join('\n');
}

/** One sentence about a failure. */
export function describeFailure({ hook, plugin, args, message }: ContractFailure): string {
  const shown = JSON.stringify(args);
  const short = shown.length <= 300 ? shown : `${shown.slice(0, 300)}…`;
  return `The plugin "${plugin}" does not keep to the hookspec "${hook}" with ${short}: ${message}`;
}
