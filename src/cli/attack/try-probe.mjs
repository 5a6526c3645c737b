// @ts-check

/**
 * Lets a probe try what it tries.
 *
 * @param {(world: object) => unknown} probe
 * @param {object} world
 * @returns {Promise<'YES' | 'denied' | 'failed' | { ask: string, path?: string }>} Sometimes only the host knows.
 */
export async function tryProbe(probe, world) {
  try {
    const worked = /** @type {any} */ (await Promise.race([probe(world), tired()]));
    return worked?.ask === undefined ? (worked ? 'YES' : 'failed') : worked;
  } catch (error) {
    const { code, cause } = /** @type {any} */ (error) ?? {};
    return isDenial(code) || isDenial(cause?.code) ? 'denied' : 'failed';
  }
}

/** What nobody answers has failed. */
function tired() {
  return new Promise((resolve) => {
    setTimeout(resolve, 3000).unref();
  });
}

/** @param {unknown} code */
function isDenial(code) {
  return code === 'ERR_ACCESS_DENIED' || code === 'ERR_DLOPEN_DISABLED';
}
