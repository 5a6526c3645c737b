import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { commandEnded } from './command-ended.ts';
import { findDocument, toVariables } from './document-channel.ts';
import { EXIT } from './exit-codes.ts';

export interface ApartOutcome {
  readonly document: string;
  readonly exitCode: number;
}

/**
 * Runs the command in a second process, whose standard output is our standard error: whatever the code of a host or a plugin prints
 * there, in whatever way, only the document comes back, through a pipe of its own.
 *
 * @throws COMMAND_ENDED if that process ended without a document
 */
export async function runApart(argv: readonly string[], signal: AbortSignal): Promise<ApartOutcome> {
  const channel = { descriptor: 3, mark: randomUUID() };
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...argv], {
    stdio: ['inherit', 2, 2, 'pipe'],
    env: { ...process.env, ...toVariables(channel) },
  });
  // Who interrupts at a terminal interrupts both; who signals us alone means the command.
  const interrupt = (): void => void child.kill('SIGTERM');
  // Code that spins hears no signal. It must not go on when we have ended.
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', interrupt, { once: true });
  process.once('exit', kill);
  try {
    const closed = new Promise<{ code: number | null; signal: string | null }>((settle, reject) => {
      child.once('error', reject);
      child.once('close', (code, reason) => settle({ code, signal: reason }));
    });
    const [end, received] = await Promise.all([closed, text(child.stdio[channel.descriptor] as NodeJS.ReadableStream)]);
    const document = findDocument(received, channel);
    if (document === undefined) throw commandEnded(end);
    return { document, exitCode: end.code ?? EXIT.failed };
  } finally {
    signal.removeEventListener('abort', interrupt);
    process.off('exit', kill);
  }
}
