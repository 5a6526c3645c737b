// Runs every check, one after the other, also past one that fails; exits with 1 if any failed.
import { runSteps } from './run-steps.mjs';

const SCRIPTS = [
  'format:check',
  // The type tests import the package by its name, so the linter needs it built.
  'build',
  'lint',
  'typecheck',
  'layers',
  'knip',
  'test',
  'test:types',
  'publint',
  'attw',
  'start-up',
];

runSteps(SCRIPTS.map((script) => ({ name: script, command: ['npm', 'run', '--silent', script] })));
