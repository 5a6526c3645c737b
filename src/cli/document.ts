import { toWire } from '../errors/to-wire.ts';
import type { Outcome } from './command.ts';

// Code of hosts and plugins may put something else in its place.
const { parse, stringify } = JSON;

/** The form of the documents that `--json` prints; it grows, and what is there keeps its meaning. */
const DOCUMENT_VERSION = 1;

/** The document of a command that gave something. */
export function resultDocument(command: string, { result, exitCode = 0 }: Outcome): string {
  return toText({ hookline: DOCUMENT_VERSION, command, ok: exitCode === 0, result });
}

/** The document of a command that failed. `stack` of errors is there with `--verbose` only. */
export function errorDocument(command: string, thrown: unknown, { verbose }: { readonly verbose: boolean }): string {
  const error = toWire(thrown);
  return toText({ hookline: DOCUMENT_VERSION, command, ok: false, error: verbose ? error : withoutStacks(error) });
}

function withoutStacks(error: unknown): unknown {
  return parse(stringify(error, (key, value: unknown) => (key === 'stack' ? undefined : value)));
}

function toText(document: unknown): string {
  return `${stringify(document, undefined, 2)}\n`;
}
