import { COSTS } from './costs.mjs';
import { GOALS } from './goals.mjs';
import { LIBRARIES } from './libraries.mjs';
import { MANAGED } from './managed.mjs';

export { COSTS, GOALS, LIBRARIES, MANAGED };

/** @param {string} name */
export function findCase(name) {
  return [...GOALS, ...LIBRARIES, ...COSTS, ...MANAGED].find((each) => each.name === name);
}
