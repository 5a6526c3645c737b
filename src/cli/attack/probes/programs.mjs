import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const READ = (secret) => `require('node:fs').readFileSync(${JSON.stringify(secret)}, 'utf8')`;

export const programs = {
  'start a program': async () => {
    const { spawnSync } = await import('node:child_process');
    return ranWell(spawnSync('/bin/echo', ['x']));
  },
  'start a shell': async () => String((await import('node:child_process')).execSync('echo x')) === 'x\n',
  fork: async ({ secret }) => {
    const { spawnSync } = await import('node:child_process');
    const result = ranWell(spawnSync(process.execPath, ['-p', READ(secret)], { encoding: 'utf8' }));
    return result && true;
  },
  'start a program through a binding': () => {
    const options = { file: '/bin/echo', args: ['echo', 'x'], envPairs: [], stdio: [] };
    return process.binding('spawn_sync').spawn(options).status === 0;
  },
  'start a thread': async () => {
    const [message] = await answerOf(
      new Worker(`require('node:worker_threads').parentPort.postMessage(1)`, { eval: true }),
    );
    return message === 1;
  },
  'start a thread without restrictions': async ({ secret }) => {
    const code = `require('node:worker_threads').parentPort.postMessage(${READ(secret)})`;
    const [message] = await answerOf(new Worker(code, { eval: true, execArgv: [] }));
    return message === 'secret';
  },
  'load an addon': () => {
    try {
      process.dlopen({ exports: {} }, 'libm.so.6');
    } catch (error) {
      // Loaded, and found to be no addon.
      if (error.code === 'ERR_DLOPEN_FAILED' && error.message.includes('self-register')) return true;
      throw error;
    }
    return true;
  },
  'call native code': async () => {
    // Not every Node has it: tools that resolve imports would not find it.
    const specifier = 'node:ffi';
    const ffi = await import(specifier);
    ffi.dlopen('libm.so.6', {});
    return true;
  },
  'start WASI with all files': async () => {
    const { WASI } = await import('node:wasi');
    return new WASI({ version: 'preview1', preopens: { '/': '/' } }).wasiImport !== undefined;
  },
  'load a module through a hook': async () => {
    const { default: module } = await import('node:module');
    const found = { url: 'node:inspector', format: 'builtin', shortCircuit: true };
    const hooks = module.registerHooks({
      resolve: (specifier, context, next) => (specifier === 'hooked' ? found : next(specifier, context)),
    });
    try {
      const specifier = 'hooked';
      return typeof (await import(specifier)).Session === 'function';
    } finally {
      hooks.deregister();
    }
  },
};

function ranWell({ error, status }) {
  if (error) throw error;
  return status === 0;
}

async function answerOf(worker) {
  try {
    return await once(worker, 'message');
  } finally {
    await worker.terminate();
  }
}
