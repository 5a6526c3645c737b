import { existsSync } from 'node:fs';

const compiled = new URL('./unit/main.js', import.meta.url);

/** What a unit runs first. It is JavaScript, also where this file is not: then it is what the build made of it. */
export const UNIT_PROGRAM: URL = existsSync(compiled)
  ? compiled
  : new URL('../../dist/src/runners/unit/main.js', import.meta.url);
