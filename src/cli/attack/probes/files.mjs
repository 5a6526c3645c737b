import fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Each tries one thing and gives whether it worked; what is denied may throw. */
export const files = {
  'read a file': ({ secret }) => fs.readFileSync(secret, 'utf8') === 'secret',
  'read a file, with promises': async ({ secret }) => (await fs.promises.readFile(secret, 'utf8')) === 'secret',
  'read a file as a stream': async ({ secret }) => {
    for await (const part of fs.createReadStream(secret)) if (String(part) === 'secret') return true;
    return false;
  },
  'read a file through a descriptor': ({ secret }) => fs.readSync(fs.openSync(secret), Buffer.alloc(6)) === 6,
  'read a file as a blob': async ({ secret }) => (await (await fs.openAsBlob(secret)).text()) === 'secret',
  'read a file by a path of bytes': ({ folder }) => {
    const path = Buffer.from(join(folder, 'x').replace(/x$/, '../outside/secret.txt'));
    return fs.readFileSync(new Uint8Array(path), 'utf8') === 'secret';
  },
  'read a file as variables': ({ outside }) => {
    process.loadEnvFile(join(outside, 'secret.env'));
    return process.env.FROM_A_FILE === 'secret';
  },
  'read a file through a binding': ({ secret }) => process.binding('fs').readFileUtf8(secret, 0) === 'secret',
  'read the state of a file': ({ secret }) => fs.statSync(secret).size === 6,
  'list a folder': ({ outside }) => fs.readdirSync(outside).includes('secret.txt'),
  'watch a folder': ({ outside }) => {
    fs.watch(outside).close();
    return true;
  },
  'import a module': async ({ outside }) =>
    (await import(pathToFileURL(join(outside, 'module.mjs')).href)).default === 'secret',
  'require a module': ({ outside }) => createRequire(import.meta.url)(join(outside, 'module.cjs')) === 'secret',
  'read through a link in its folder': ({ folder }) => fs.readFileSync(join(folder, 'link'), 'utf8') === 'secret',
  'read through a link that it makes': ({ secret, dataDir }) => {
    fs.symlinkSync(secret, join(dataDir, 'link'));
    return fs.readFileSync(join(dataDir, 'link'), 'utf8') === 'secret';
  },
  'read through a hard link that it makes': ({ secret, dataDir }) => {
    fs.linkSync(secret, join(dataDir, 'hard'));
    return fs.readFileSync(join(dataDir, 'hard'), 'utf8') === 'secret';
  },
  'copy a file into its data': ({ secret, dataDir }) => {
    fs.cpSync(secret, join(dataDir, 'copy'));
    return fs.readFileSync(join(dataDir, 'copy'), 'utf8') === 'secret';
  },
  'write a file': ({ outside }) => {
    fs.writeFileSync(join(outside, 'written'), 'x');
    return true;
  },
  'make a folder': ({ outside }) => fs.existsSync(fs.mkdtempSync(join(outside, 'made-'))),
  'write a file through SQLite': async ({ outside }) => {
    // Not every Node has it: tools that resolve imports would not find it.
    const specifier = 'node:sqlite';
    const { DatabaseSync } = await import(specifier);
    new DatabaseSync(join(outside, 'database')).exec('CREATE TABLE t (c)');
    return true;
  },
  'write a report': ({ outside }) => {
    process.report.directory = outside;
    process.report.writeReport('report.json');
    return fs.existsSync(join(outside, 'report.json'));
  },
  'write a trace': async ({ folder }) => {
    const { createTracing } = await import('node:trace_events');
    const tracing = createTracing({ categories: ['node.perf'] });
    tracing.enable();
    performance.mark('x');
    tracing.disable();
    return { ask: 'file', path: join(folder, 'node_trace.1.log') };
  },
  'read an open file of the host': ({ openFile }) => {
    const bytes = Buffer.alloc(6);
    fs.readSync(openFile, bytes, 0, 6, 0);
    return String(bytes) === 'secret';
  },
  'keep a cache of compiled code': async ({ outside }) => {
    const { default: module } = await import('node:module');
    return module.enableCompileCache(join(outside, 'cache')).status === module.constants.compileCacheStatus.ENABLED;
  },
};
