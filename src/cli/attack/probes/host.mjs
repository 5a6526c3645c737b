/** What reaches the host itself, or changes the engine below both. What arrives there, the host says: see host.mjs. */
export const host = {
  'read a variable of the host': () => process.env.HOST_SECRET === 'secret',
  'read a variable of the host in the report': () =>
    process.report.getReport().environmentVariables.HOST_SECRET === 'secret',
  'read a variable of the host in /proc': async ({ hostPid }) => {
    const { readFileSync } = await import('node:fs');
    return readFileSync(`/proc/${hostPid}/environ`, 'utf8').includes('HOST_SECRET=secret');
  },
  'signal the host': ({ hostPid }) => process.kill(hostPid, 'SIGUSR2'),
  'signal the host, below': async ({ hostPid }) => {
    const { constants } = await import('node:os');
    return process['_kill'](hostPid, constants.signals.SIGUSR2) === 0;
  },
  'lower the priority of the host': async ({ hostPid }) => {
    (await import('node:os')).setPriority(hostPid, 1);
    return true;
  },
  'open the inspector of the host': ({ hostPid }) => {
    if (process['_debugProcess']) process['_debugProcess'](hostPid);
    else process.kill(hostPid, 'SIGUSR1');
    return { ask: 'inspector' };
  },
  'debug itself': async () => {
    const { Session } = await import('node:inspector');
    const session = new Session();
    session.connect();
    session.disconnect();
    return true;
  },
  'open its own inspector': async () => {
    const inspector = await import('node:inspector');
    inspector.open(0, '127.0.0.1');
    inspector.close();
    return true;
  },
  'talk on a channel of the host': async () => {
    const channel = new BroadcastChannel('escape');
    const answered = new Promise((resolve) => {
      channel.addEventListener('message', ({ data }) => resolve(data === 'welcome'));
    });
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel between threads, not windows
      channel.postMessage('hello');
      return await Promise.race([answered, waited()]);
    } finally {
      channel.close();
    }
  },
  'send to the main thread': async () => {
    const { postMessageToThread } = await import('node:worker_threads');
    await postMessageToThread(0, 'hello');
    return true;
  },
  'change flags of the engine': async () => {
    (await import('node:v8')).setFlagsFromString('--stack-size=900');
    return true;
  },
  'read the handles of the process': () => Array.isArray(process['_getActiveHandles']()),
  'become another program': () => {
    process.execve('/bin/sh', ['sh', '-c', 'echo YES']);
    return true;
  },
};

/** Another process has no such channel: nobody will ever answer. */
function waited() {
  return new Promise((resolve) => {
    setTimeout(resolve, 1000);
  });
}
