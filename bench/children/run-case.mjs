/**
 * Measures one case, in a process that has done nothing else: what the compiler knows when a row is measured does not
 * depend on the rows before it. Prints nanoseconds by contestant, as JSON.
 */
import { findCase } from '../cases/all.mjs';
import { measure } from '../measure.mjs';

const [name, settings] = process.argv.slice(2);
const { mode, contestants } = findCase(name);
const times = await measure(await contestants(), { mode, ...JSON.parse(settings) });
process.stdout.write(JSON.stringify(times));
