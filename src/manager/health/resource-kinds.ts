/** What is open until somebody closes it, by the names that Node has for it, and what it is called in messages. */
export const RESOURCE_KINDS: Readonly<Record<string, string>> = {
  Timeout: 'timer',
  Immediate: 'immediate',
  TCPWRAP: 'socket',
  TCPSERVERWRAP: 'server',
  PIPEWRAP: 'pipe',
  PIPESERVERWRAP: 'pipe server',
  UDPWRAP: 'UDP socket',
  FSEVENTWRAP: 'file watcher',
  STATWATCHER: 'file watcher',
  PROCESSWRAP: 'child process',
  WORKER: 'worker thread',
  FILEHANDLE: 'open file',
  DIRHANDLE: 'open folder',
};
