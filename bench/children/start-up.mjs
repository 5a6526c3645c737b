/** How long it takes to import a module in a process that has imported nothing else. Prints milliseconds. */
import { performance } from 'node:perf_hooks';

const start = performance.now();
await import(process.argv[2]);
process.stdout.write(JSON.stringify(performance.now() - start));
