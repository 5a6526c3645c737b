import type { HttpAnswerData } from '../../../plugin/http-answer.ts';

/** Reads an answer as a whole; `undefined` if its body has more than `maxBytes`, packed or unpacked. */
export async function readAnswer(response: Response, url: URL, maxBytes: number): Promise<HttpAnswerData | undefined> {
  const body = await readBody(response, maxBytes);
  if (body === undefined) return undefined;
  const { status, statusText } = response;
  return { status, statusText, headers: toRecord(response.headers), url: url.href, body };
}

async function readBody({ body, headers }: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  if (Number(headers.get('content-length')) > maxBytes) {
    await body.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return join(chunks, size);
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}

function toRecord(headers: Headers): Readonly<Record<string, string>> {
  const record = Object.fromEntries(headers);
  const cookies = headers.getSetCookie();
  return cookies.length === 0 ? record : { ...record, 'set-cookie': cookies.join('\n') };
}
