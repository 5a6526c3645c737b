// @ts-check
// What runs in the threads of the offload pool. Plain JavaScript without imports from the project: a thread loads this very
// file, from the sources as well as from what is built of them.
import { parentPort } from 'node:worker_threads';

/** The symbol that marks an error of Hookline, which knows its own wire form. */
const BRAND = Symbol.for('hookline.error');
/** How many errors of a chain of causes are told. */
const MAX_DEPTH = 8;
/** How many members of an AggregateError are told. */
const MAX_ERRORS = 16;

// Not through the streams that the host could read: reading them would keep its process alive.
for (const stream of /** @type {const} */ (['stdout', 'stderr'])) {
  process[stream].write = (/** @type {unknown[]} */ ...[chunk, encoding, done]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(/** @type {Uint8Array} */ (chunk)).toString();
    parentPort?.postMessage({ outcome: 'output', stream, text }, []);
    const written = typeof encoding === 'function' ? encoding : done;
    if (typeof written === 'function') queueMicrotask(() => written());
    return true;
  };
}

parentPort?.on('message', ({ url, args }) => {
  run(url, args).then(answer, answer);
});

/** @param {unknown} outcome */
function answer(outcome) {
  try {
    parentPort?.postMessage(outcome, []);
  } catch (thrown) {
    parentPort?.postMessage({ outcome: 'unclonable', error: pack(thrown, MAX_DEPTH) }, []);
  }
}

/**
 * @param {string} url
 * @param {unknown} args
 */
async function run(url, args) {
  try {
    const module = await import(url);
    if (typeof module.default !== 'function') return { outcome: 'no-function' };
    return { outcome: 'value', value: await module.default(args) };
  } catch (thrown) {
    return { outcome: 'thrown', error: pack(thrown, MAX_DEPTH) };
  }
}

/**
 * The wire form of what was thrown. Structured cloning would lose the code, and the name of most errors.
 *
 * @param {unknown} thrown
 * @param {number} depth
 * @returns {object}
 */
function pack(thrown, depth) {
  if (depth === 0) return { name: 'Error', message: '(further causes left out)' };
  try {
    if (typeof thrown !== 'object' || thrown === null || !('message' in thrown)) return packOther(thrown);
    if (BRAND in thrown && 'toJSON' in thrown && typeof thrown.toJSON === 'function') return thrown.toJSON();
    return packError(/** @type {Error & { code?: unknown, errors?: unknown }} */ (thrown), depth);
  } catch {
    return packOther(undefined);
  }
}

/**
 * @param {Error & { code?: unknown, errors?: unknown }} error
 * @param {number} depth
 */
function packError(error, depth) {
  return {
    name: String(error.name),
    message: String(error.message),
    ...(typeof error.stack === 'string' ? { stack: error.stack } : {}),
    ...(typeof error.code === 'string' ? { code: error.code } : {}),
    ...(Object.hasOwn(error, 'cause') ? { cause: pack(error.cause, depth - 1) } : {}),
    ...(Array.isArray(error.errors)
      ? { errors: error.errors.slice(0, MAX_ERRORS).map((member) => pack(member, depth - 1)) }
      : {}),
  };
}

/** @param {unknown} thrown */
function packOther(thrown) {
  const description = typeof thrown === 'string' ? `the string ${JSON.stringify(thrown)}` : describe(thrown);
  return { name: 'NonError', message: description, thrown: description };
}

/** @param {unknown} thrown */
function describe(thrown) {
  return typeof thrown === 'object' && thrown !== null ? 'an object' : String(thrown);
}
