/** A process that does nothing but say so, and keeps its connection open. */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

writeSync(3, '.');
new Socket({ fd: 3 }).resume();
