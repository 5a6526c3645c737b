/** One request on the way to an answer. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** What another origin gets to see of the headers: any other may be a credential, whatever its name. */
const HARMLESS = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'range',
  'user-agent',
]);

/** Where an answer redirects to, as it says; `undefined` for any other answer. */
export function redirectOf({ status, headers }: Response): string | undefined {
  return REDIRECTS.has(status) ? (headers.get('location') ?? undefined) : undefined;
}

/** The request that follows a redirect, as browsers make it; `undefined` if the address is none. */
export function nextHop(hop: Hop, status: number, location: string): Hop | undefined {
  if (!URL.canParse(location, hop.url)) return undefined;
  const url = new URL(location, hop.url);
  const headers = new Headers(hop.headers);
  const becomesGet =
    (status === 303 && hop.method !== 'HEAD') || ((status === 301 || status === 302) && hop.method === 'POST');
  const isSameOrigin = url.origin === hop.url.origin;
  const isDropped = (name: string): boolean =>
    (becomesGet && name.startsWith('content-')) || !(isSameOrigin || HARMLESS.has(name));
  for (const name of hop.headers.keys()) if (isDropped(name)) headers.delete(name);
  return { url, headers, method: becomesGet ? 'GET' : hop.method, body: becomesGet ? undefined : hop.body };
}
