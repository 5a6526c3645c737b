#!/usr/bin/env node
import { endProcess } from './end-process.ts';
import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';

// Who reads us may stop reading, as "head" does: that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') endProcess(EXIT.ok);
    throw error;
  });
}

// Nothing is awaited here: Node would warn of it, beside our own words, where a plugin waits for what never comes.
main(process.argv.slice(2)).then(end, (thrown: unknown) => {
  console.error(thrown);
  endProcess(EXIT.failed);
});

/** A plugin may have left something that keeps the process alive; what was printed has to go out first. */
async function end(exitCode: number): Promise<void> {
  await Promise.all([drain(process.stdout), drain(process.stderr)]);
  endProcess(exitCode);
}

function drain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((settle) => {
    stream.write('', () => settle());
  });
}
