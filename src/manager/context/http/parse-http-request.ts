import { describeType, describeValue } from '../../../errors/describe-value.ts';
import { nearestInParentheses } from '../../../errors/nearest-name.ts';
import { isAbortSignal } from '../../../hooks/abort-signal.ts';
import { isPlainObject } from '../../../hooks/plain-object.ts';
import type { PluginIdentity } from '../../../hooks/registered-hookimpl.ts';
import type { HttpRequest } from '../../../plugin/plugin-http.ts';
import { contextMisused } from '../context-errors.ts';
import { LONGEST_TIMER } from '../../clock.ts';

/** What an answer fits into on its way to a plugin elsewhere. */
const MOST_BYTES = 10 * 2 ** 20;
const DEFAULT_BYTES = 5 * 2 ** 20;
const DEFAULT_MS = 30_000;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const WITHOUT_BODY = ['GET', 'HEAD'];
const REDIRECTS = ['follow', 'error', 'manual'];
const KNOWN = ['method', 'headers', 'body', 'signal', 'redirect', 'maxBytes', 'timeoutMs'];
/** They belong to the connection, or would have another host answer than the one that is checked. */
const HEADERS_OF_HOST =
  /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/i;

export interface ParsedHttpRequest extends Required<Omit<HttpRequest, 'body' | 'signal' | 'headers'>> {
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Addresses, headers and bodies may hold secrets: no message quotes them. @throws CONTEXT_MISUSED */
export function parseHttpRequest(plugin: PluginIdentity, url: unknown, request: unknown): ParsedHttpRequest {
  const misused = (problem: string): Error => contextMisused(plugin, 'ctx.http.fetch', problem);
  const options = toOptions(request, misused);
  const { redirect = 'follow', maxBytes = DEFAULT_BYTES, timeoutMs = DEFAULT_MS, signal } = options;
  if (!REDIRECTS.includes(redirect as string)) {
    throw misused(`"redirect" must be one of "${REDIRECTS.join('", "')}", not ${describeValue(redirect)}`);
  }
  if (!isWithin(maxBytes, MOST_BYTES)) {
    throw misused(`"maxBytes" must be a number from 1 to ${MOST_BYTES}, not ${describeValue(maxBytes)}`);
  }
  if (!isWithin(timeoutMs, LONGEST_TIMER)) {
    throw misused(`"timeoutMs" must be a number of milliseconds above 0, not ${describeValue(timeoutMs)}`);
  }
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw misused(`"signal" must be an AbortSignal, not ${describeValue(signal)}`);
  }
  return {
    url: toUrl(url, misused),
    ...toMethodAndBody(options, misused),
    headers: toHeaders(options['headers'], misused),
    redirect: redirect as ParsedHttpRequest['redirect'],
    maxBytes,
    timeoutMs,
    signal,
  };
}

type Misused = (problem: string) => Error;

function toOptions(request: unknown, misused: Misused): Readonly<Record<string, unknown>> {
  if (request === undefined) return {};
  if (!isPlainObject(request)) throw misused(`the options must be an object, not ${describeType(request)}`);
  const unknown = Object.keys(request).find((option) => !KNOWN.includes(option));
  if (unknown === undefined) return request;
  throw misused(`there is no option "${unknown}"${nearestInParentheses(unknown, KNOWN)}`);
}

function toUrl(url: unknown, misused: Misused): URL {
  const text = url instanceof URL ? url.href : url;
  if (typeof text !== 'string') throw misused(`the address must be a string or a URL, not ${describeType(url)}`);
  if (!URL.canParse(text)) throw misused('the address is no absolute URL');
  return new URL(text);
}

function toMethodAndBody(
  { method: given = 'GET', body }: Readonly<Record<string, unknown>>,
  misused: Misused,
): Pick<ParsedHttpRequest, 'method' | 'body'> {
  const method = typeof given === 'string' ? given.toUpperCase() : '';
  if (!METHODS.includes(method)) {
    throw misused(`"method" must be one of "${METHODS.join('", "')}", not ${describeValue(given)}`);
  }
  if (body === undefined) return { method, body };
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw misused(`"body" must be a string or a Uint8Array, not ${describeType(body)}`);
  }
  if (WITHOUT_BODY.includes(method)) throw misused(`a request with the method "${method}" has no "body"`);
  if (body.length > MOST_BYTES) throw misused(`"body" must have at most ${MOST_BYTES} bytes, not ${body.length}`);
  return { method, body };
}

function toHeaders(given: unknown, misused: Misused): Headers {
  const headers = new Headers();
  if (given === undefined) return headers;
  if (!isPlainObject(given)) throw misused(`"headers" must be an object of strings, not ${describeType(given)}`);
  for (const [name, value] of Object.entries(given)) {
    if (HEADERS_OF_HOST.test(name)) throw misused(`the header "${name}" is for the host to set`);
    if (typeof value !== 'string') throw misused(`the header "${name}" must be a string, not ${describeType(value)}`);
    try {
      headers.append(name, value);
    } catch {
      throw misused(`the header "${name}" has a character that headers cannot have`);
    }
  }
  return headers;
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value > 0 && value <= most;
}
