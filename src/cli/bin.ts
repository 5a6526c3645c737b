#!/usr/bin/env node
import { endProcess } from './end-process.ts';
import { main } from './main.ts';

// Who reads us may stop reading, as "head" does: that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') endProcess(0);
    throw error;
  });
}

const exitCode = await main(process.argv.slice(2));
// A plugin may have left something that keeps the process alive; what was printed has to go out first.
await Promise.all([drain(process.stdout), drain(process.stderr)]);
endProcess(exitCode);

function drain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((settle) => {
    stream.write('', () => settle());
  });
}
