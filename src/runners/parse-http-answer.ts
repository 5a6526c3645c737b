import type { HttpAnswerData } from '../plugin/http-answer.ts';
import { protocolBroken } from '../rpc/rpc-errors.ts';

/** What the host says that another computer has answered. @throws RPC_PROTOCOL_BROKEN */
export function parseHttpAnswer(given: unknown, side: string): HttpAnswerData {
  if (typeof given === 'object' && given !== null) {
    const { status, statusText, headers, url, body } = given as Readonly<Record<string, unknown>>;
    const isAbout = typeof status === 'number' && typeof statusText === 'string' && typeof url === 'string';
    if (isAbout && typeof headers === 'object' && headers !== null && body instanceof Uint8Array) {
      return { status, statusText, url, body, headers: headers as HttpAnswerData['headers'] };
    }
  }
  throw protocolBroken('an answer of ctx.http of no known form', side);
}
