import { spawn } from 'node:child_process';
import { HooklineError } from '../errors/hookline-error.ts';
import { EXIT } from './exit-codes.ts';

/** Tells the second process where the document goes. */
export const DOCUMENT_FD = 'HOOKLINE_DOCUMENT_FD';

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
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...argv], {
    stdio: ['inherit', 2, 2, 'pipe'],
    env: { ...process.env, [DOCUMENT_FD]: '3' },
  });
  // Who interrupts at a terminal interrupts both; who signals us alone means the command.
  const interrupt = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', interrupt, { once: true });
  const chunks: Buffer[] = [];
  (child.stdio[3] as NodeJS.ReadableStream).on('data', (chunk: Buffer) => chunks.push(chunk));
  const end = await new Promise<{ code: number | null; signal: string | null }>((settle, reject) => {
    child.once('error', reject);
    child.once('close', (code, reason) => settle({ code, signal: reason }));
  });
  signal.removeEventListener('abort', interrupt);
  const document = Buffer.concat(chunks).toString('utf8');
  if (document === '') throw endedEarly(end);
  return { document, exitCode: end.code ?? EXIT.failed };
}

function endedEarly({ code, signal }: { readonly code: number | null; readonly signal: string | null }): HooklineError {
  const how = signal === null ? `with the exit code ${String(code)}` : `by the signal ${signal}`;
  return new HooklineError('COMMAND_ENDED', `The process of the command ended ${how} before it gave a result.`, {
    hint: 'Code of the host or of a plugin has ended it. Let the plugin run in a process of its own, with "runners" of the host.',
    data: { exitCode: code, signal },
  });
}
