import { HooklineError } from '../errors/hookline-error.ts';
import type { HttpAnswer } from './plugin-http.ts';

/** An answer without functions, as it crosses from the host to a plugin elsewhere. */
export interface HttpAnswerData extends Pick<HttpAnswer, 'status' | 'statusText' | 'headers' | 'url'> {
  readonly body: Uint8Array;
}

export function toHttpAnswer({ body, ...about }: HttpAnswerData): HttpAnswer {
  const text = (): string => new TextDecoder().decode(body);
  return Object.freeze({
    ...about,
    bytes: () => body,
    text,
    json: (): unknown => {
      try {
        return JSON.parse(text()) as unknown;
      } catch {
        throw notJson(about);
      }
    },
  });
}

/** Says nothing of the body, nor of the path: both may hold what others must not see, and the cause quotes the body. */
function notJson({ status, url, headers }: Omit<HttpAnswerData, 'body'>): HooklineError {
  const { host } = new URL(url);
  const type = headers['content-type'] ?? 'no content type';
  return new HooklineError('HTTP_FAILED', `The answer of "${host}" is not JSON (status ${status}, ${type}).`, {
    hint: 'Look at its status first.',
    data: { host, status },
  });
}
