import { spawnSync } from 'node:child_process';

/**
 * Runs all steps in order, whether or not one fails, and closes with a table. The last line that it prints
 * counts them: `9 passed, 1 failed`.
 *
 * @param {readonly { readonly name: string, readonly command: readonly string[] }[]} steps
 */
export function runSteps(steps) {
  const results = steps.map(runStep);
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log('');
  for (const { name, passed, seconds } of results) {
    console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`);
  }
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function runStep({ name, command: [program, ...args] }) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const { status } = spawnSync(program, args, { stdio: 'inherit' });
  return { name, passed: status === 0, seconds: (performance.now() - start) / 1000 };
}
