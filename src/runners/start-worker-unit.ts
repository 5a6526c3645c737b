import { connectUnit } from './connect-unit.ts';
import type { StartUnit } from './runner.ts';
import { startThread } from './thread-body.ts';

/** Runs a plugin in a worker thread of its own. */
export const startWorkerUnit: StartUnit = async (request) => connectUnit(request, startThread(request));
