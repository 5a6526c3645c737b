import { writeSync } from 'node:fs';

/** The pipe through which a second process gives its document. Plugins may write there as well, by accident: the mark tells them apart. */
export interface DocumentChannel {
  readonly descriptor: number;
  readonly mark: string;
}

/** What the environment of a second process says of its channel. */
export function toVariables({ descriptor, mark }: DocumentChannel): Readonly<Record<string, string>> {
  return { HOOKLINE_DOCUMENT: `${descriptor} ${mark}` };
}

/** The channel of this process, if it is a second one. */
export const documentChannel = takeChannel();

/** Taken out of the environment at once: what plugins start inherits that, and is no second process. */
function takeChannel(): DocumentChannel | undefined {
  const [descriptor, mark] = process.env['HOOKLINE_DOCUMENT']?.split(' ') ?? [];
  delete process.env['HOOKLINE_DOCUMENT'];
  return mark === undefined ? undefined : { descriptor: Number(descriptor), mark };
}

/** Returns when all of it is in the pipe, before anything else can happen. */
export function sendDocument(text: string, { descriptor, mark }: DocumentChannel): void {
  const bytes = Buffer.from(mark + text + mark);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (thrown) {
      // The reader is slower than we are.
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown;
    }
  }
}

/** The document in all that came out of the pipe; `undefined` if there is no whole one. */
export function findDocument(received: string, { mark }: DocumentChannel): string | undefined {
  const end = received.lastIndexOf(mark);
  const start = end < mark.length ? -1 : received.lastIndexOf(mark, end - mark.length);
  return start < 0 ? undefined : received.slice(start + mark.length, end);
}
