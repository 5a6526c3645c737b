import { files } from './files.mjs';
import { host } from './host.mjs';
import { network } from './network.mjs';
import { programs } from './programs.mjs';

/** By name, in the order of the table. */
export const PROBES = { ...files, ...network, ...programs, ...host };
