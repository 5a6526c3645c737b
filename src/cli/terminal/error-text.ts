import { toWire } from '../../errors/to-wire.ts';
import type { WireError } from '../../errors/wire-error.ts';
import { paragraph } from './paragraph.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** An error for people: message, code, hint and causes; stacks if they are asked for. */
export function errorText(thrown: unknown, style: Style, { verbose }: { readonly verbose: boolean }): string {
  const error = toWire(thrown);
  const lines = [
    `${style.paint('red', 'error')}: ${paragraph(printable(messageOf(error)), style)}`,
    ...fact('code', error.code, style),
    ...fact('hint', error.hint, style),
    ...causes(error).flatMap((cause) => fact('cause', messageOf(cause), style)),
    ...(verbose ? stacks(error, style) : []),
  ];
  return lines.join('\n');
}

/** A warning of the process for people: message and code. */
export function warningText(
  { message, code, stack }: Warning,
  style: Style,
  { verbose }: { readonly verbose: boolean },
): string {
  const lines = [
    `${style.paint('yellow', 'warning')}: ${paragraph(printable(message), style)}`,
    ...fact('code', code, style),
    ...(verbose && stack !== undefined ? ['', style.paint('dim', printable(stack))] : []),
  ];
  return lines.join('\n');
}

/** As `process.emitWarning` makes it. */
export interface Warning extends Error {
  readonly code?: string;
}

function messageOf({ message, thrown, name }: WireError): string {
  return thrown ?? (message === '' ? name : message);
}

function fact(label: string, text: string | undefined, style: Style): string[] {
  if (text === undefined || text === '') return [];
  const body = paragraph(printable(text), style, 8).trimStart();
  return [`  ${style.paint('dim', label.padEnd(5))} ${body}`];
}

function causes(error: WireError): WireError[] {
  const below = [...(error.cause === undefined ? [] : [error.cause]), ...(error.errors ?? [])];
  return below.flatMap((cause) => [cause, ...causes(cause)]);
}

function stacks(error: WireError, style: Style): string[] {
  return [error, ...causes(error)].flatMap(({ stack }) =>
    stack === undefined ? [] : ['', style.paint('dim', printable(stack))],
  );
}
