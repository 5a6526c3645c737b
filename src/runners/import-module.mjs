// @ts-check

/**
 * The import of Node itself. It stands in a file of plain JavaScript because test runners and bundlers rewrite the imports
 * of what they compile, and a plugin must be loaded as it is.
 *
 * @param {string} url
 * @returns {Promise<object>}
 */
export function importModule(url) {
  return import(url);
}
