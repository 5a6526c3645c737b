import { fileURLToPath } from 'node:url';
import { NO_GRANTS } from '../../src/runners/grants.ts';
import { bubblewrap } from '../../src/runners/launchers.ts';
import type { StartUnit } from '../../src/runners/runner.ts';
import { startProcessUnit } from '../../src/runners/start-process-unit.ts';
import { UNIT_PROGRAM } from '../../src/runners/unit-program.ts';

/** The compiled code of this package, and the file that says that it is made of modules. */
const OWN = ['../../', '../../../../package.json'].map((path) => fileURLToPath(new URL(path, UNIT_PROGRAM)));

/** Runs a plugin in a process that sees nothing but Node, this package, and its own folder. */
export const startBehindBubblewrap: StartUnit = (request) => {
  const { folder } = request;
  const unit = { node: process.execPath, folder, bootstrapFolders: OWN, grants: NO_GRANTS };
  const launcher = bubblewrap();
  return startProcessUnit({ ...request, launcher: (argv) => launcher(argv, unit) });
};
