import { COSTS } from './costs.mjs';
import { GOALS } from './goals.mjs';
import { LIBRARIES } from './libraries.mjs';

export { COSTS, GOALS, LIBRARIES };

/** @param {string} name */
export function findCase(name) {
  return [...GOALS, ...LIBRARIES, ...COSTS].find((each) => each.name === name);
}
