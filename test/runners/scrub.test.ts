import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const scrubUrl = pathToFileURL(join(import.meta.dirname, '../../src/runners/scrub.mjs')).href;

/** Runs the code in a scrubbed process, and gives what its `say` printed. */
async function runScrubbed(granted: object, code: string): Promise<unknown> {
  const script = `
    import { scrub } from ${JSON.stringify(scrubUrl)};
    scrub(${JSON.stringify({ net: false, exec: false, native: false, ...granted })});
    const say = (value) => console.log(JSON.stringify(value));
    const attempt = async (action) => {
      try { return await action(); } catch (error) { return \`\${error.code}: \${error.message}\`; }
    };
    ${code}`;
  const argv = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  return JSON.parse(stdout);
}

function denied(what: string): string {
  return `ERR_ACCESS_DENIED: "${what}" is not available to plugins in a thread or process of their own.`;
}

describe('what is taken away', () => {
  test('throws and says so, by whichever way it is reached', async () => {
    const outcomes = await runScrubbed(
      {},
      `import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      say([
        await attempt(() => process.kill(1, 0)),
        await attempt(async () => (await import('node:process')).kill(1, 0)),
        await attempt(() => require('process').kill(1, 0)),
        await attempt(() => require('net').connect(1)),
        await attempt(async () => (await import('net')).connect(1)),
        await attempt(() => fetch('http://127.0.0.1:1')),
        await attempt(() => require('wasi')),
        await attempt(() => process.getBuiltinModule('node:wasi')),
      ]);`,
    );
    const [kill, connect, wasi] = [denied('process.kill'), denied('net.connect'), denied('node:wasi')];
    expect(outcomes).toEqual([kill, kill, kill, connect, connect, denied('globalThis.fetch'), wasi, wasi]);
  });

  test('cannot be put back', async () => {
    const code = `say([
      Reflect.set(process, 'kill', () => true),
      Reflect.defineProperty(process, 'kill', { value: () => true }),
      Reflect.deleteProperty(globalThis, 'fetch'),
    ]);`;
    expect(await runScrubbed({}, code)).toEqual([false, false, false]);
  });
});

describe('what is left', () => {
  test('libraries that import a module of the network can still be imported', async () => {
    const names = [
      'http',
      'https',
      'http2',
      'net',
      'tls',
      'dgram',
      'dns',
      'dns/promises',
      'child_process',
      'worker_threads',
    ];
    const code = `say(await Promise.all(${JSON.stringify(names)}.map(async (name) => typeof (await import(name)).default)));`;
    expect(await runScrubbed({}, code)).toEqual(names.map(() => 'object'));
  });

  test('what was granted works', async () => {
    const code = `
      import { once } from 'node:events';
      import { execFileSync } from 'node:child_process';
      import { createServer, get } from 'node:http';
      const server = createServer((request, response) => response.end()).listen(0);
      await once(server, 'listening');
      const [response] = await once(get({ port: server.address().port, agent: false }), 'response');
      response.resume();
      server.close();
      say([response.statusCode, typeof process.dlopen, String(execFileSync(process.execPath, ['-p', '1'])).trim()]);`;
    expect(await runScrubbed({ net: true, exec: true, native: true }, code)).toEqual([200, 'function', '1']);
  });

  test("exit codes, errors and timers are the plugin's own", async () => {
    const code = `setTimeout(() => say([process.exitCode ?? 0, typeof process.exit, typeof process.memoryUsage]), 1);`;
    expect(await runScrubbed({}, code)).toEqual([0, 'function', 'function']);
  });
});
