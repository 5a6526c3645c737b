import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { lineInDocument, type CompiledExample } from './compile-examples.ts';

const TIME_LIMIT_MS = 20_000;

/** Runs an example in a process of its own and gives what it printed; an error names the lines of the document. */
export async function runExample(example: CompiledExample): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--enable-source-maps', example.program], {
      cwd: example.folder,
      timeout: TIME_LIMIT_MS,
    });
    return stdout;
  } catch (error) {
    throw new Error(`${lineInDocument(example, 0)} does not run: ${explain(error, example)}`, {
      cause: error,
    });
  }
}

function explain(error: unknown, example: CompiledExample): string {
  const { killed, stderr } = error as { killed?: boolean; stderr?: string };
  if (killed) return `it did not end within ${TIME_LIMIT_MS} ms`;
  return (stderr ?? String(error)).replaceAll(/(?:file:\/\/)?([^\s()]+\.ts):(\d+)/g, (place, file, line) =>
    file === example.source ? lineInDocument(example, Number(line)) : place,
  );
}
