import { symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTemporaryFolder } from '../../test/examples/temporary-folder.ts';
import { serve, type SiteServer } from './serve.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Sends the path as it is; `fetch` would tidy it up. */
function get(server: SiteServer, path: string, method = 'GET'): Promise<Answer> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function serveFiles(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly server: SiteServer; readonly folder: string }> {
  const parent = await createTemporaryFolder({ 'secret.txt': 'secret' });
  const folder = await createTemporaryFolder(files);
  await symlink(join(parent, 'secret.txt'), join(folder, 'linked.txt'));
  await symlink(parent, join(folder, 'linked'));
  const server = await serve({ folder, port: 0 });
  onTestFinished(() => server.close());
  return { server, folder };
}

const SITE = {
  'index.html': 'home',
  'docs/index.html': 'docs',
  'docs/a b#ü.html': 'odd',
  'style.css': 'css',
  'x.png': 'png',
  'unknown.thing': 'thing',
  '.hidden': 'hidden',
  '.git/config': 'hidden',
};

test.each([
  ['/', 'home', 'text/html; charset=utf-8'],
  ['/index.html', 'home', 'text/html; charset=utf-8'],
  ['/?query', 'home', 'text/html; charset=utf-8'],
  ['/docs/', 'docs', 'text/html; charset=utf-8'],
  ['/docs/a%20b%23%C3%BC.html', 'odd', 'text/html; charset=utf-8'],
  ['/style.css', 'css', 'text/css; charset=utf-8'],
  ['/x.png', 'png', 'image/png'],
  ['/unknown.thing', 'thing', 'application/octet-stream'],
])('%s gives "%s" as %s', async (path, body, type) => {
  const { server } = await serveFiles(SITE);
  const answer = await get(server, path);
  expect(answer).toMatchObject({ status: 200, body });
  expect(answer.headers).toMatchObject({
    'content-type': type,
    'content-length': String(body.length),
    'x-content-type-options': 'nosniff',
  });
});

test.each([
  '/missing.html',
  '/docs',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/docs/../../secret.txt',
  '/docs/%2e%2e%2f%2e%2e%2fetc/passwd',
  '/..%5csecret.txt',
  '//etc/passwd',
  '/linked.txt',
  '/linked/secret.txt',
  '/.hidden',
  '/.git/config',
  '/index.html/',
  '/index.html%00.png',
  '/%zz',
  '*',
])('%s gives nothing', async (path) => {
  const { server } = await serveFiles(SITE);
  const answer = await get(server, path);
  expect(answer.body).not.toMatch(/secret|hidden|root:/);
  expect(answer.status).toBe(path === '/docs' ? 301 : 404);
});

test('a folder leads to its slash, and never to another host', async () => {
  const { server } = await serveFiles(SITE);
  expect((await get(server, '/docs?a=b')).headers['location']).toBe('/docs/?a=b');
  expect((await get(server, '//docs')).headers['location']).toBe('/docs/');
});

test('only GET and HEAD are understood', async () => {
  const { server } = await serveFiles(SITE);
  expect(await get(server, '/', 'HEAD')).toMatchObject({
    status: 200,
    body: '',
    headers: { 'content-length': '4' },
  });
  expect(await get(server, '/missing', 'HEAD')).toMatchObject({ status: 404, body: '' });
  expect(await get(server, '/', 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
});

test('it listens on this machine only', async () => {
  const { server } = await serveFiles(SITE);
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
});

test('a port that is taken is an error', async () => {
  const { server, folder } = await serveFiles(SITE);
  await expect(serve({ folder, port: Number(new URL(server.url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('closing ends it, open connections included', async () => {
  const { server } = await serveFiles(SITE);
  await fetch(server.url);
  await server.close();
  await expect(get(server, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
