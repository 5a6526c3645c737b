import { writeSync } from 'node:fs';
import { DOCUMENT_FD } from './run-apart.ts';

/** The whole document, to wherever it belongs, before anything else can happen. */
export function writeDocument(text: string): void {
  const descriptor = process.env[DOCUMENT_FD];
  if (descriptor === undefined) {
    process.stdout.write(text);
    return;
  }
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(Number(descriptor), bytes, written);
    } catch (thrown) {
      // The reader is slower than we are.
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown;
    }
  }
}
