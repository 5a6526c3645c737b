import module from 'node:module';
import workerThreads from 'node:worker_threads';
import type { Permission } from '../../manifest/permission.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { ProbeName } from './run-probes.ts';

/** What a probe goes at. */
type ProbeArea = 'files' | 'network' | 'programs and code' | 'the host';

export interface ProbeFacts {
  readonly area: ProbeArea;
  /** The permission that a plugin would need for it. None stands for what no plugin is granted. */
  readonly permission: Permission['name'] | undefined;
  /** With what it is tried. */
  readonly how: string;
  /** What it needs and is not here, as a sentence; undefined if it can be tried. */
  readonly missing?: (runner: RunnerName) => string | undefined;
}

const { platform, version } = process;

const file = { area: 'files', permission: 'fs' } as const;
const network = { area: 'network', permission: 'net' } as const;
const program = { area: 'programs and code', permission: 'exec' } as const;
const thread = { area: 'programs and code', permission: 'worker' } as const;
const native = { area: 'programs and code', permission: 'native' } as const;
const code = { area: 'programs and code', permission: undefined } as const;
const variable = { area: 'the host', permission: 'env' } as const;
const host = { area: 'the host', permission: undefined } as const;

/** What there is to say of each probe beside its name. */
export const PROBE_FACTS: Readonly<Record<ProbeName, ProbeFacts>> = {
  'read a file': { ...file, how: 'fs.readFileSync' },
  'read a file, with promises': { ...file, how: 'fs.promises.readFile' },
  'read a file as a stream': { ...file, how: 'fs.createReadStream' },
  'read a file through a descriptor': { ...file, how: 'fs.openSync, fs.readSync' },
  'read a file as a blob': { ...file, how: 'fs.openAsBlob' },
  'read a file by a path of bytes': { ...file, how: 'a Uint8Array with ".." in it' },
  'read a file as variables': { ...file, how: 'process.loadEnvFile' },
  'read a file through a binding': { ...file, how: 'process.binding("fs")' },
  'read the state of a file': { ...file, how: 'fs.statSync' },
  'list a folder': { ...file, how: 'fs.readdirSync' },
  'watch a folder': { ...file, how: 'fs.watch' },
  'import a module': { ...file, how: 'import() of a file outside' },
  'require a module': { ...file, how: 'createRequire' },
  'read through a link in its folder': { ...file, how: 'a link that was installed' },
  'read through a link that it makes': { ...file, how: 'fs.symlinkSync' },
  'read through a hard link that it makes': { ...file, how: 'fs.linkSync' },
  'copy a file into its data': { ...file, how: 'fs.cpSync' },
  'write a file': { ...file, how: 'fs.writeFileSync' },
  'make a folder': { ...file, how: 'fs.mkdtempSync' },
  'write a file through SQLite': { ...file, how: 'node:sqlite', missing: () => withoutModule('node:sqlite') },
  'write a report': { ...file, how: 'process.report.writeReport' },
  'write a trace': { ...file, how: 'node:trace_events' },
  'read an open file of the host': { ...file, how: 'fs.readSync of its descriptor' },
  'keep a cache of compiled code': {
    ...file,
    how: 'module.enableCompileCache',
    missing: () => without(module, 'enableCompileCache', 'module'),
  },
  'connect to a port': { ...network, how: 'net.connect' },
  'connect through the class of sockets': { ...network, how: 'new net.Socket().connect' },
  'connect to a Unix socket': { ...network, how: 'net.connect with a path' },
  'call over HTTP': { ...network, how: 'http.get' },
  'call over HTTP, by require': { ...network, how: 'process.getBuiltinModule' },
  fetch: { ...network, how: 'fetch' },
  'send a datagram': { ...network, how: 'dgram.createSocket' },
  'look a name up': { ...network, how: 'dns.lookup of "localhost"' },
  'listen on a port': { ...network, how: 'net.createServer' },
  'listen through HTTP': { ...network, how: 'http.createServer' },
  'listen through the handle of a pipe': { ...network, how: 'process.stdout._handle' },
  'start a program': { ...program, how: 'spawnSync of "echo"' },
  'start a shell': { ...program, how: 'execSync of "echo"' },
  fork: { ...program, how: 'another Node reads a file' },
  'start a program through a binding': { ...program, how: 'process.binding("spawn_sync")' },
  'start a thread': { ...thread, how: 'new Worker' },
  'start a thread without restrictions': { ...thread, how: 'new Worker, execArgv: []' },
  'load an addon': { ...native, how: 'process.dlopen', missing: onlyLinux },
  'call native code': { ...native, how: 'node:ffi', missing: () => onlyLinux() ?? withoutModule('node:ffi') },
  'start WASI with all files': { ...code, how: 'node:wasi' },
  'load a module through a hook': {
    ...code,
    how: 'module.registerHooks',
    missing: () => without(module, 'registerHooks', 'module'),
  },
  'read a variable of the host': { ...variable, how: 'process.env' },
  'read a variable of the host in the report': { ...variable, how: 'process.report.getReport' },
  'read a variable of the host in /proc': { ...host, permission: 'fs', how: '/proc/<pid>/environ', missing: onlyLinux },
  'signal the host': { ...host, how: 'process.kill' },
  'signal the host, below': { ...host, how: 'process._kill' },
  'lower the priority of the host': { ...host, how: 'os.setPriority' },
  'open the inspector of the host': { ...host, how: 'process._debugProcess' },
  'debug itself': { ...host, how: 'inspector.Session' },
  'open its own inspector': { ...host, how: 'inspector.open' },
  'talk on a channel of the host': { ...host, how: 'BroadcastChannel' },
  'send to the main thread': {
    ...host,
    how: 'postMessageToThread',
    missing: (runner) =>
      runner === 'inline' ? 'It is the main thread.' : without(workerThreads, 'postMessageToThread', 'worker_threads'),
  },
  'change flags of the engine': { ...host, how: 'v8.setFlagsFromString' },
  'read the handles of the process': { ...host, how: 'process._getActiveHandles' },
  'become another program': {
    ...host,
    permission: 'exec',
    how: 'process.execve',
    missing: () => without(process, 'execve', 'process'),
  },
};

function withoutModule(name: string): string | undefined {
  return module.isBuiltin(name) ? undefined : `Node ${version} has no ${name}.`;
}

function without(owner: object, name: string, label: string): string | undefined {
  return name in owner ? undefined : `Node ${version} has no ${label}.${name}.`;
}

function onlyLinux(): string | undefined {
  return platform === 'linux' ? undefined : 'It is tried on Linux only.';
}
