import { documentChannel, sendDocument } from './document-channel.ts';

/** The whole document, to wherever it belongs. */
export function writeDocument(text: string): void {
  if (documentChannel === undefined) process.stdout.write(text);
  else sendDocument(text, documentChannel);
}
