import { isHooklineError } from '../../../errors/hookline-error.ts';
import { onAbort } from '../../../hooks/on-abort.ts';
import type { HttpAnswerData } from '../../../plugin/http-answer.ts';
import { assertGranted, type HttpAsker } from './host-guard.ts';
import { httpFailed, httpTimeout, httpTooLarge, type AskedHost } from './http-errors.ts';
import { nextHop, redirectOf, type Hop } from './next-hop.ts';
import type { ParsedHttpRequest } from './parse-http-request.ts';
import { readAnswer } from './read-answer.ts';
import type { Turns } from './turns.ts';

/** As many as browsers follow, or fewer. */
const MOST_REDIRECTS = 10;

export interface RequestSurroundings {
  /** Aborted when the plugin has stopped. */
  readonly ended: AbortSignal;
  readonly turns: Turns;
}

/**
 * Makes a request of a plugin, and those that it is redirected to, each of which has to be granted.
 *
 * @throws HTTP_REFUSED, HTTP_FAILED, HTTP_TIMEOUT, HTTP_TOO_LARGE, the reason of its signal or of `ended`
 */
export async function performRequest(
  asker: HttpAsker,
  request: ParsedHttpRequest,
  { ended, turns }: RequestSurroundings,
): Promise<HttpAnswerData> {
  const { url, signal, timeoutMs } = request;
  const controller = new AbortController();
  const undos = [ended, ...(signal === undefined ? [] : [signal])].map((one) => follow(one, controller));
  const late = httpTimeout({ plugin: asker.plugin, host: url.host }, timeoutMs);
  const timer = setTimeout(() => controller.abort(late), timeoutMs);
  let leave: (() => void) | undefined;
  try {
    leave = await turns.take(controller.signal);
    return await followRedirects(asker, request, controller.signal);
  } catch (thrown) {
    // Whatever was thrown then, it was because of this.
    controller.signal.throwIfAborted();
    throw thrown;
  } finally {
    leave?.();
    clearTimeout(timer);
    for (const undo of undos) undo();
  }
}

function follow(signal: AbortSignal, controller: AbortController): () => void {
  const abort = (): void => controller.abort(signal.reason);
  if (signal.aborted) abort();
  return onAbort(signal, abort);
}

async function followRedirects(
  asker: HttpAsker,
  { redirect, maxBytes, ...first }: ParsedHttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswerData> {
  let hop: Hop = first;
  let from: string | undefined;
  for (let redirects = 0; ; redirects++) {
    assertGranted(asker, hop.url, from);
    const asked = { plugin: asker.plugin, host: hop.url.host };
    const response = await send(hop, asked, signal);
    const location = redirect === 'manual' ? undefined : redirectOf(response);
    if (location === undefined) return read(response, { hop, asked, maxBytes });
    await response.body?.cancel();
    hop = toNext(hop, response.status, { location, redirect, redirects, asked });
    from = asked.host;
  }
}

async function send({ url, method, headers, body }: Hop, asked: AskedHost, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      credentials: 'omit',
      ...(body === undefined ? {} : { body: body as BodyInit }),
    });
  } catch (cause) {
    throw httpFailed(asked, { cause });
  }
}

interface Reading {
  readonly hop: Hop;
  readonly asked: AskedHost;
  readonly maxBytes: number;
}

async function read(response: Response, { hop, asked, maxBytes }: Reading): Promise<HttpAnswerData> {
  try {
    const answer = await readAnswer(response, hop.url, maxBytes);
    if (answer === undefined) throw httpTooLarge(asked, maxBytes);
    return answer;
  } catch (thrown) {
    throw isHooklineError(thrown) ? thrown : httpFailed(asked, { cause: thrown });
  }
}

interface Redirect extends Pick<ParsedHttpRequest, 'redirect'> {
  readonly location: string;
  /** How many there were before it. */
  readonly redirects: number;
  readonly asked: AskedHost;
}

function toNext(hop: Hop, status: number, { location, redirect, redirects, asked }: Redirect): Hop {
  if (redirect === 'error') throw httpFailed(asked, { problem: 'it redirects, which "redirect" does not allow' });
  if (redirects === MOST_REDIRECTS) throw httpFailed(asked, { problem: `it redirects more than ${redirects} times` });
  const next = nextHop(hop, status, location);
  if (next === undefined) throw httpFailed(asked, { problem: 'it redirects to what is no address' });
  return next;
}
