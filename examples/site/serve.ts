import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toContentType } from './content-type.ts';
import { isInside } from './folders.ts';
import { decodePath } from './site-address.ts';

/** A running server. */
export interface SiteServer extends AsyncDisposable {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly folder: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** Serves a folder on this machine only. Rejects if the port is taken. */
export async function serve({ folder, port }: ServeOptions): Promise<SiteServer> {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    respond(request, response, root).catch(() => {
      response.destroy();
    });
  });
  await listen(server, port);
  const address = server.address();
  const close = () => closeServer(server);
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://127.0.0.1:${boundPort}/`, close, [Symbol.asyncDispose]: close };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function respond(request: IncomingMessage, response: ServerResponse, root: string): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(request, response, { status: 405, text: 'Only GET and HEAD are understood.' });
    return;
  }
  const found = await findFile(request.url ?? '/', root);
  if (found.kind === 'none') {
    sendText(request, response, { status: 404, text: 'There is no such page.' });
  } else if (found.kind === 'folder') {
    response.setHeader('Location', found.location);
    sendText(request, response, { status: 301, text: 'The page is a folder.' });
  } else {
    await sendFile(request, response, found);
  }
}

type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'folder'; readonly location: string }
  | { readonly kind: 'file'; readonly path: string; readonly size: number };

/** Looks an address up. What leads out of the folder, by dots or by links, and what is hidden is not there. */
async function findFile(url: string, root: string): Promise<Found> {
  const [rawPath = '', query] = url.split('?', 2);
  const path = decodePath(rawPath);
  if (path === undefined || !path.startsWith('/') || /[\0\\]/.test(path) || /\/\./.test(path)) {
    return { kind: 'none' };
  }
  try {
    const real = await realpath(join(root, path.endsWith('/') ? `${path}index.html` : path));
    if (!isInside(real, root)) return { kind: 'none' };
    const facts = await stat(real);
    if (facts.isDirectory()) return { kind: 'folder', location: toFolderLocation(rawPath, query) };
    return facts.isFile() ? { kind: 'file', path: real, size: facts.size } : { kind: 'none' };
  } catch {
    return { kind: 'none' };
  }
}

/** One slash in front: two would make a browser go to another host. */
function toFolderLocation(rawPath: string, query: string | undefined): string {
  return `/${rawPath.replace(/^\/+/, '')}/${query === undefined ? '' : `?${query}`}`;
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, size }: { readonly path: string; readonly size: number },
): Promise<void> {
  response.writeHead(200, { ...HEADERS, 'Content-Type': toContentType(path), 'Content-Length': size });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(path), response);
}

function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  { status, text }: { readonly status: number; readonly text: string },
): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
}

/** The next build may change every file, and a file is what its name says. */
const HEADERS = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
