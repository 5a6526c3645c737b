// Runs the tests and the example under every supported major version of Node, each fetched as the npm package "node".
import { MAJORS } from './majors.mjs';
import { runSteps } from './run-steps.mjs';

const under = (major, script) => ['npx', '-y', '-p', `node@${major}`, '-c', script];

runSteps([
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  ...MAJORS.flatMap((major) => [
    { name: `Node ${major}: version`, command: under(major, 'node --version') },
    { name: `Node ${major}: vitest run`, command: under(major, 'node node_modules/vitest/vitest.mjs run') },
    { name: `Node ${major}: npm start`, command: under(major, 'npm --silent start') },
  ]),
]);
