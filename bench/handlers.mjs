/**
 * What one handler computes, as source text. `k` sets it apart from its neighbours: real plugins do not share code, and
 * functions with one source would share what the compiler learns about them.
 */
const BODIES = {
  /** Next to nothing, so that what is measured is the dispatch. */
  sum: (k) => `args.value + ${k}`,
  /** Some 50 ns of work on a string. */
  text: (k) => `(args.text.slice(${k % 7}) + ' ${k}').toUpperCase().length`,
  /** A new object, as a widget or a page would be. */
  object: (k) => `({ title: 'Widget ${k}', rank: ${k}, value: args.value + ${k} })`,
  /** No answer. */
  nothing: (k) => `void (kept[${k}] = args.value)`,
  /** The first nine have no answer, the tenth has one. */
  last: (k) => (k % 10 === 9 ? `args.value + ${k}` : `void (kept[${k}] = args.value)`),
};

/** How the handler is written around its body. `kept` receives what it computed, so that no compiler can leave it out. */
const FORMS = {
  /** Gives its answer. */
  value: (k, body) => `(args) => (kept[${k}] = ${body})`,
  /** Reads its context as well. */
  context: (k, body) => `(args, context) => (kept[${k}] = context.hook === 'measured' ? ${body} : undefined)`,
  /** Gives a promise of its answer. */
  promise: (k, body) => `async (args) => (kept[${k}] = ${body})`,
  /** Pushes its answer into an array that came with the arguments: for libraries that drop what a handler gives. */
  pushed: (k, body) => `(args) => { args.answers.push(kept[${k}] = ${body}); }`,
  pushedPromise: (k, body) => `async (args) => { args.answers.push(kept[${k}] = ${body}); }`,
  /** The same, and catches its own error: for libraries that stop at the first one. */
  guarded: (k, body) =>
    `(args) => { try { args.answers.push(kept[${k}] = ${body}); } catch (error) { args.errors.push(error); } }`,
  guardedPromise: (k, body) =>
    `async (args) => { try { args.answers.push(kept[${k}] = ${body}); } catch (error) { args.errors.push(error); } }`,
  /** Takes the threaded value itself, as tapable's waterfall passes it. */
  positional: (k, body) => `(value) => { const args = { value }; return (kept[${k}] = ${body}); }`,
};

const SAME = new Error('This handler fails');

const FAILURES = {
  same: () => {
    throw SAME;
  },
  new: () => {
    throw new Error('This handler fails');
  },
};

let made = 0;

/**
 * Handlers, each from a source text of its own.
 *
 * @param {{ count?: number, body?: keyof typeof BODIES, form?: keyof typeof FORMS, failing?: 'same' | 'new' }} [options]
 *   `failing`: the fourth handler throws, always the same error or a new one each time.
 * @returns {((args: any) => any)[]}
 */
export function makeHandlers({ count = 10, body = 'sum', form = 'value', failing } = {}) {
  const kept = [];
  const sources = Array.from({ length: count }, (_, k) => {
    kept.push(0);
    return FORMS[form](k, failing !== undefined && k === 3 ? 'fail()' : BODIES[body](k));
  });
  return sources.map((source) => {
    // oxlint-disable-next-line no-implied-eval -- functions with source of their own share no feedback
    const compile = new Function('kept', 'fail', `/* handler ${made++} */ return ${source};`);
    return compile(kept, FAILURES[failing]);
  });
}
