#!/usr/bin/env node
import { main } from './main.ts';

const exitCode = await main(process.argv.slice(2));
// A plugin may have left something that keeps the process alive; what was printed has to go out first.
await Promise.all(
  [process.stdout, process.stderr].map((stream) => new Promise((settle) => stream.write('', () => settle(undefined)))),
);
process.exit(exitCode);
