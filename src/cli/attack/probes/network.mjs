import { once } from 'node:events';

/** The servers are the host's; see host.mjs. */
export const network = {
  'connect to a port': async ({ port }) => {
    const net = await import('node:net');
    return connected(net.connect(port, '127.0.0.1'));
  },
  'connect through the class of sockets': async ({ port }) => {
    const { Socket } = await import('node:net');
    return connected(new Socket().connect(port, '127.0.0.1'));
  },
  'connect to a Unix socket': async ({ socketPath }) => {
    const net = await import('node:net');
    return connected(net.connect(socketPath));
  },
  'call over HTTP': async ({ port }) => {
    const http = await import('node:http');
    const [response] = await once(http.get({ port, host: '127.0.0.1', agent: false }), 'response');
    response.destroy();
    return true;
  },
  'call over HTTP, by require': async ({ port }) => {
    const http = process.getBuiltinModule('http');
    const [response] = await once(http.get({ port, host: '127.0.0.1', agent: false }), 'response');
    response.destroy();
    return true;
  },
  fetch: async ({ port }) => (await fetch(`http://127.0.0.1:${port}/`)).ok,
  'send a datagram': async ({ port }) => {
    const socket = (await import('node:dgram')).createSocket('udp4');
    try {
      await new Promise((resolve, reject) => {
        socket.on('error', reject);
        // A socket that is not bound would be bound to every address.
        socket.bind(0, '127.0.0.1', () => {
          socket.send('x', port, '127.0.0.1', (error) => (error ? reject(error) : resolve(true)));
        });
      });
      return { ask: 'datagram' };
    } finally {
      socket.close();
    }
  },
  'look a name up': async () => (await (await import('node:dns/promises')).lookup('localhost')).family > 0,
  'listen on a port': async () => {
    const net = await import('node:net');
    return listening(net.createServer().listen(0, '127.0.0.1'));
  },
  'listen through HTTP': async () => {
    const http = await import('node:http');
    return listening(http.createServer().listen(0, '127.0.0.1'));
  },
  'listen through the handle of a pipe': async ({ dataDir }) => {
    const Pipe = process.stdout['_handle'].constructor;
    const server = new Pipe(1);
    const code = server.bind(`${dataDir}/s`) || server.listen(1);
    server.close();
    return code === 0;
  },
};

async function connected(socket) {
  await once(socket, 'connect');
  socket.destroy();
  return true;
}

async function listening(server) {
  // What a permission denies here is thrown a tick later.
  const [error] = server.listening
    ? []
    : await Promise.race([once(server, 'listening'), once(process, 'uncaughtException')]);
  if (error) throw error;
  server.close();
  return true;
}
