import { describe, expect, test } from 'vitest';
import { createHost, type TestHost } from './host.ts';
import { bodyOf, serve } from './http-server.ts';

/** Calls what it is asked to, and answers with a text of all that came back. */
const CALLING = `{ hooks: { greet: async ({ name }, ctx) => {
  const { url, ...request } = JSON.parse(name);
  try {
    const answer = await ctx.http.fetch(url, request);
    const { status, statusText, headers } = answer;
    return JSON.stringify({ status, statusText, type: headers['content-type'], text: answer.text(), url: answer.url });
  } catch ({ code, message, hint }) {
    return JSON.stringify({ code, message, hint });
  }
} } }`;

type Runner = 'inline' | 'worker' | 'process';

async function createCaller(hosts: readonly string[], runner: Runner = 'inline', code = CALLING): Promise<TestHost> {
  const permissions = hosts.length === 0 ? [] : [{ name: 'net' as const, hosts: [...hosts], optional: true }];
  const host = await createHost({ 'acme.one': { manifest: { permissions }, code } }, { runners: { min: runner } });
  await host.manager.start();
  return host;
}

async function call(host: TestHost, request: object): Promise<unknown> {
  const [answer] = await host.greet(JSON.stringify(request));
  return JSON.parse(answer!);
}

describe.each(['inline', 'worker', 'process'] as const)('ctx.http of a plugin in the runner "%s"', (runner) => {
  test('calls a host that is granted, with method, headers and body', { timeout: 30_000 }, async () => {
    const server = await serve(async (request, response) => {
      response.writeHead(201, { 'content-type': 'text/plain' });
      response.end(`${String(request.headers['x-key'])}: ${await bodyOf(request)}`);
    });
    const host = await createCaller([server.host], runner);
    const request = { url: `${server.url}/a?b#c`, method: 'post', headers: { 'x-key': 'k' }, body: 'données' };
    expect(await call(host, request)).toEqual({
      status: 201,
      statusText: 'Created',
      type: 'text/plain',
      text: 'k: données',
      url: `${server.url}/a?b#c`,
    });
    expect(server.requests).toEqual(['POST /a?b']);
  });

  test('is refused a host that is not granted, also behind a redirect', { timeout: 30_000 }, async () => {
    const secret = await serve((_request, response) => response.end('inner'));
    const server = await serve((_request, response) => response.writeHead(302, { location: secret.url }).end());
    const host = await createCaller([server.host], runner);
    expect(await call(host, { url: secret.url })).toEqual({
      code: 'HTTP_REFUSED',
      message: `The plugin "acme.one" 1.0.0 may not call "${secret.host}": it is not granted.`,
      hint: `Add { "name": "net", "hosts": ["${secret.host}"] } to its permissions.`,
    });
    expect(await call(host, { url: server.url })).toMatchObject({
      code: 'HTTP_REFUSED',
      message: `The plugin "acme.one" 1.0.0 may not call "${secret.host}", to which "${server.host}" redirects: it is not granted.`,
    });
    expect(secret.requests).toEqual([]);
  });

  test('heeds what is revoked', { timeout: 30_000 }, async () => {
    const server = await serve((_request, response) => response.end('hello'));
    const host = await createCaller([server.host], runner);
    await host.manager.revoke('acme.one', `net:${server.host}`);
    expect(await call(host, { url: server.url })).toMatchObject({
      code: 'HTTP_REFUSED',
      hint: `If the plugin may call it: manager.grant("acme.one", "net:${server.host}").`,
    });
    await host.manager.grant('acme.one', `net:${server.host}`);
    expect(await call(host, { url: server.url })).toMatchObject({ status: 200, text: 'hello' });
  });

  test('ends with its signal, and when the plugin stops', { timeout: 30_000 }, async () => {
    const server = await serve(() => {});
    const host = await createCaller(
      [server.host],
      runner,
      `{ hooks: { greet: async ({ name }, ctx) => {
        const controller = new AbortController();
        const asked = ctx.http.fetch(name, { signal: controller.signal });
        setTimeout(() => controller.abort(new Error('enough')), 20);
        ctx.http.fetch(name).catch(({ code }) => ctx.log.warn(code));
        return asked.catch(({ message }) => message);
      } } }`,
    );
    expect(await host.greet(server.url)).toEqual(['enough']);
    await host.manager.disable('acme.one');
    const logged = host.payloads('plugin:log').map(({ message }) => message);
    if (runner === 'inline') expect(logged).toEqual(['CONTEXT_CLOSED']);
    expect(host.states()).toEqual({ 'acme.one': 'disabled' });
  });

  test('gives bytes and JSON', { timeout: 30_000 }, async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'content-type': 'application/json' });
      response.end(request.url === '/json' ? '{"a":[1]}' : 'no JSON');
    });
    const host = await createCaller(
      [server.host],
      runner,
      `{ hooks: { greet: async ({ name }, ctx) => {
        const json = await ctx.http.fetch(name + '/json');
        const other = await ctx.http.fetch(new URL(name));
        let problem;
        try { other.json(); } catch ({ code, message }) { problem = [code, message]; }
        return JSON.stringify([json.json(), [...json.bytes().slice(0, 2)], json.headers['set-cookie'], problem]);
      } } }`,
    );
    expect(JSON.parse((await host.greet(server.url))[0]!)).toEqual([
      { a: [1] },
      [123, 34],
      'a=1\nb=2',
      ['HTTP_FAILED', `The answer of "${server.host}" is not JSON (status 200, application/json).`],
    ]);
  });
});

describe('what ctx.http takes for the host that was granted', () => {
  test.each([
    ['a number', '*.example', (port: string) => `http://2130706433:${port}/`],
    ['hexadecimal', 'localhost', (port: string) => `http://0x7f.1:${port}/`],
    ['a short form', 'localhost', (port: string) => `http://127.1:${port}/`],
    ['IPv6', 'localhost', (port: string) => `http://[::1]:${port}/`],
    ['IPv6 with IPv4 in it', 'localhost', (port: string) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['a dot at the end', 'localhost', (port: string) => `http://localhost.:${port}/`],
    ['letters of full width', 'localhost', (port: string) => `http://１２７.0.0.1:${port}/`],
    ['a user that looks like a host', 'localhost', (port: string) => `http://localhost@127.0.0.1:${port}/`],
    ['a user of the host that is granted', 'localhost', (port: string) => `http://a:b@localhost:${port}/`],
    ['a backslash', 'localhost', (port: string) => `http://127.0.0.1:${port}\\@localhost/`],
    ['a name that ends like it', 'localhost', (port: string) => `http://evillocalhost:${port}/`],
    ['a name above a wildcard', '*.localhost', (port: string) => `http://localhost:${port}/`],
    ['another port', '127.0.0.1:1', (port: string) => `http://127.0.0.1:${port}/`],
    ['another scheme', '*', () => 'file:///etc/passwd'],
    ['data', '*', () => 'data:text/plain,hello'],
  ])('not %s', async (_name, granted, toUrl) => {
    const server = await serve((_request, response) => response.end('inner'));
    const host = await createCaller([granted]);
    expect(await call(host, { url: toUrl(server.host.split(':')[1]!) })).toMatchObject({ code: 'HTTP_REFUSED' });
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['all of its ports', ['127.0.0.1']],
    ['any host', ['*']],
    ['the same address in another spelling', ['127.0.0.1'], 'http://0x7f.1'],
    ['one of several', ['a.example', '127.0.0.1']],
  ])('%s', async (_name, granted, spelled = 'http://127.0.0.1') => {
    const server = await serve((_request, response) => response.end('hello'));
    const host = await createCaller(granted);
    const url = `${spelled}:${server.host.split(':')[1]}`;
    expect(await call(host, { url })).toMatchObject({ status: 200, text: 'hello', url: `${server.url}/` });
  });

  test('the spellings of one IPv6 address', async () => {
    const host = await createCaller(['[0:0:0:0:0:0:0:1]:1']);
    expect(await call(host, { url: 'http://[::1]:1/' })).toMatchObject({ code: 'HTTP_FAILED' });
  });
});

describe('a redirect', () => {
  test('keeps what is harmless, and no credentials, on the way to another origin', async () => {
    const other = await serve((request, response) => response.end(`${request.method}`));
    const server = await serve((request, response) => {
      const [status, location] = request.url === '/away' ? [307, other.url] : [303, '/away'];
      response.writeHead(status, { location }).end();
    });
    const host = await createCaller([server.host, other.host]);
    const headers = { authorization: 'Bearer t', cookie: 'a=1', 'x-api-key': 'k', accept: 'text/plain' };
    const request = { url: server.url, method: 'POST', headers: { ...headers, 'content-type': 'a/b' }, body: 'x' };
    expect(await call(host, request)).toMatchObject({ text: 'GET', url: `${other.url}/` });
    expect(server.headers()).toMatchObject(headers);
    expect(server.headers()).not.toHaveProperty('content-type');
    expect(other.headers()).toMatchObject({ accept: 'text/plain', host: other.host });
    for (const name of ['authorization', 'cookie', 'x-api-key']) expect(other.headers()).not.toHaveProperty(name);
  });

  test('with 308 keeps method and body', async () => {
    const server = await serve(async (request, response) => {
      if (request.url === '/') response.writeHead(308, { location: '/new' }).end();
      else response.end(`${request.method} ${await bodyOf(request)}`);
    });
    const host = await createCaller([server.host]);
    expect(await call(host, { url: server.url, method: 'PUT', body: 'x' })).toMatchObject({ text: 'PUT x' });
  });

  test('is followed ten times', async () => {
    const server = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end());
    const host = await createCaller([server.host]);
    expect(await call(host, { url: server.url })).toMatchObject({
      code: 'HTTP_FAILED',
      message: `The request of the plugin "acme.one" 1.0.0 to "${server.host}" failed: it redirects more than 10 times.`,
    });
    expect(server.requests.length).toBe(11);
  });

  test('is given, or an error, if that is asked for', async () => {
    const server = await serve((_request, response) => response.writeHead(302, { location: 'file:///x' }).end('moved'));
    const host = await createCaller([server.host]);
    expect(await call(host, { url: server.url, redirect: 'manual' })).toMatchObject({ status: 302, text: 'moved' });
    expect(await call(host, { url: server.url, redirect: 'error' })).toMatchObject({ code: 'HTTP_FAILED' });
    expect(await call(host, { url: server.url })).toMatchObject({ code: 'HTTP_REFUSED' });
  });

  test.each(['http://:', 'http://a:b@127.0.0.1/'])('to "%s" is none', async (location) => {
    const server = await serve((_request, response) => response.writeHead(302, { location }).end());
    const host = await createCaller([server.host.split(':')[0]!]);
    expect(await call(host, { url: server.url })).toMatchObject({ code: expect.stringMatching(/^HTTP_/) });
    expect(server.requests.length).toBe(1);
  });
});

describe('an answer', () => {
  test('may have so many bytes, also when they are packed or nobody said how many there are', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(Buffer.alloc(100_000));
    const server = await serve((request, response) => {
      if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
      else if (request.url === '/told') response.end('x'.repeat(1001));
      else if (request.url === '/exact') response.end('x'.repeat(1000));
      else response.write('x'.repeat(600), () => response.end('x'.repeat(600)));
    });
    const host = await createCaller([server.host]);
    const codes: unknown[] = [];
    for (const path of ['packed', 'told', 'untold', 'exact']) {
      const answer = await call(host, { url: `${server.url}/${path}`, maxBytes: 1000 });
      codes.push((answer as { code?: string; status?: number }).code ?? (answer as { status: number }).status);
    }
    expect(codes).toEqual(['HTTP_TOO_LARGE', 'HTTP_TOO_LARGE', 'HTTP_TOO_LARGE', 200]);
    expect(await call(host, { url: `${server.url}/told`, maxBytes: 1000 })).toEqual({
      code: 'HTTP_TOO_LARGE',
      message: `The answer of "${server.host}" to the plugin "acme.one" 1.0.0 has more than 1000 bytes.`,
      hint: 'Ask for less of it, or for more with "maxBytes".',
    });
  });

  test('of ten MiB comes to a plugin in a process', { timeout: 30_000 }, async () => {
    const size = 10 * 2 ** 20;
    const server = await serve((_request, response) => response.end(Buffer.alloc(size)));
    const code = `{ hooks: { greet: async ({ name }, ctx) => String((await ctx.http.fetch(name, { maxBytes: ${size} })).bytes().length) } }`;
    const host = await createCaller([server.host], 'process', code);
    expect(await host.greet(server.url)).toEqual([String(size)]);
  });

  test.each(['/', '/begun'])('that does not end is given up (%s)', async (path) => {
    const server = await serve((request, response) => {
      if (request.url === '/begun') response.write('x');
    });
    const host = await createCaller([server.host]);
    expect(await call(host, { url: server.url + path, timeoutMs: 50 })).toEqual({
      code: 'HTTP_TIMEOUT',
      message: `The request of the plugin "acme.one" 1.0.0 to "${server.host}" did not end within 50 ms.`,
      hint: 'Wait longer with "timeoutMs", or ask for less.',
    });
  });

  test.each(['/', '/begun'])('that breaks off is an error (%s)', async (path) => {
    const server = await serve((request, response) => {
      if (request.url === '/begun') response.write('x', () => response.destroy());
      else response.destroy();
    });
    const host = await createCaller([server.host]);
    expect(await call(host, { url: server.url + path })).toMatchObject({
      code: 'HTTP_FAILED',
      message: expect.stringContaining(`The request of the plugin "acme.one" 1.0.0 to "${server.host}" failed: `),
    });
  });
});

test('sixteen requests of a plugin are made at once, and others wait', async () => {
  const open: (() => void)[] = [];
  const server = await serve((_request, response) => {
    open.push(() => response.end('x'));
    // The first sixteen are answered when all of them are there, the others at once.
    if (open.length >= 16) for (const end of open) end();
  });
  const host = await createCaller(
    [server.host],
    'inline',
    `{ hooks: { greet: async ({ name }, ctx) => {
      const all = await Promise.all(Array.from({ length: 40 }, () => ctx.http.fetch(name)));
      return all.map((answer) => answer.text()).join('');
    } } }`,
  );
  expect(await host.greet(server.url)).toEqual(['x'.repeat(40)]);
});

describe('a request that is none', () => {
  test.each([
    [{ url: 'stats' }, 'the address is no absolute URL'],
    [{ url: 1 }, 'the address must be a string or a URL, not a number'],
    [
      { method: 'TRACE' },
      '"method" must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", not the string "TRACE"',
    ],
    [{ body: 'x' }, 'a request with the method "GET" has no "body"'],
    [{ method: 'POST', body: {} }, '"body" must be a string or a Uint8Array, not an object'],
    [{ headers: { Host: 'b.example' } }, 'the header "Host" is for the host to set'],
    [{ headers: { a: 1 } }, 'the header "a" must be a string, not a number'],
    [{ headers: { a: 'tok\nen' } }, 'the header "a" has a character that headers cannot have'],
    [{ redirect: 'no' }, '"redirect" must be one of "follow", "error", "manual", not the string "no"'],
    [{ maxBytes: 2e7 }, '"maxBytes" must be a number from 1 to 10485760, not the number 20000000'],
    [{ timeoutMs: 0 }, '"timeoutMs" must be a number of milliseconds above 0, not the number 0'],
    [{ signal: 1 }, '"signal" must be an AbortSignal, not the number 1'],
    [{ maxByte: 1 }, 'there is no option "maxByte" (did you mean "maxBytes"?)'],
  ])('%j', async (request, problem) => {
    const host = await createCaller(['*']);
    expect(await call(host, { url: 'http://127.0.0.1:1', ...request })).toMatchObject({
      code: 'CONTEXT_MISUSED',
      message: `The plugin "acme.one" 1.0.0 called ctx.http.fetch wrongly: ${problem}.`,
    });
  });
});

test('an error does not tell secrets', async () => {
  const host = await createHost(
    {
      'acme.one': {
        manifest: { permissions: [{ name: 'net', hosts: ['127.0.0.1'] }], secrets: [{ key: 'TOKEN' }] },
        code: `{ hooks: { greet: async (_, ctx) => {
          const token = ctx.secrets.get('TOKEN');
          const error = await ctx.http.fetch('http://' + token + '.example/' + token).catch((thrown) => thrown);
          const other = await ctx.http.fetch('http://127.0.0.1:1/?key=' + token, { headers: { token } }).catch((thrown) => thrown);
          return [error, other].map((one) => one.code + one.message + JSON.stringify(one.data) + one.stack).join();
        } } }`,
      },
    },
    { secrets: { TOKEN: 'sesame-open' } },
  );
  await host.manager.start();
  const [text] = await host.greet();
  expect(text).toContain('HTTP_REFUSED');
  expect(text).toContain('HTTP_FAILED');
  expect(text).not.toContain('sesame-open');
});
