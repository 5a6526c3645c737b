/**
 * Emits a process warning, which Node prints to stderr and hosts can listen to with `process.on('warning')`. Where there
 * is no process, the console takes it.
 */
export function warnProcess(message: string, code: string, type = 'HooklineWarning'): void {
  const host = (globalThis as { process?: Partial<Pick<NodeJS.Process, 'emitWarning'>> }).process;
  if (typeof host?.emitWarning === 'function') host.emitWarning(message, { type, code });
  // oxlint-disable-next-line no-console -- the last place that is left for a warning
  else console.warn(`(${code}) ${type}: ${message}`);
}
