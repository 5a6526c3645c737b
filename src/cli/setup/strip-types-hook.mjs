// A hook for the module loader of versions of Node that do not take types away themselves. Runs in the loader's thread.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** @type {(source: string, options: object) => { code: string }} */
let transformSync;

/** @param {{ compiler: string }} data */
export function initialize({ compiler }) {
  ({ transformSync } = createRequire(import.meta.url)(compiler));
}

/**
 * @param {string} url
 * @param {object} context
 * @param {(url: string, context: object) => unknown} nextLoad
 */
export async function load(url, context, nextLoad) {
  if (!/^file:.*\.m?ts(?:[?#].*)?$/.test(url) || url.includes('/node_modules/')) return nextLoad(url, context);
  const source = await readFile(fileURLToPath(url), 'utf8');
  return { format: 'module', source: withoutTypes(source, fileURLToPath(url)), shortCircuit: true };
}

/**
 * @param {string} source
 * @param {string} filename
 */
function withoutTypes(source, filename) {
  try {
    return transformSync(source, { mode: 'strip-only', filename }).code;
  } catch (thrown) {
    // The compiler throws plain objects.
    const { message, startLine, startColumn } =
      /** @type {{ message: string, startLine: number, startColumn: number }} */ (thrown);
    throw new SyntaxError(`${filename}:${startLine}:${startColumn + 1}: ${message}`);
  }
}
