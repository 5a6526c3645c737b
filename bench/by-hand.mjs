import { performance } from 'node:perf_hooks';

/** The loops keep the errors of a call, as a host would for its report. */
const failed = { errors: undefined };

/** The loop that a host without a framework would write: a try/catch around each handler and an array of results. */
export function loop(handlers) {
  return (args) => {
    const results = [];
    let errors;
    for (let k = 0; k < handlers.length; k++) {
      try {
        results.push(handlers[k](args));
      } catch (error) {
        (errors ??= []).push(error);
      }
    }
    if (errors !== undefined) failed.errors = errors;
    return results;
  };
}

/** The same, and it knows what each handler took: one clock read before the first, and one after each. */
export function timedLoop(handlers) {
  const milliseconds = new Float64Array(handlers.length);
  return (args) => {
    const results = [];
    let errors;
    let before = performance.now();
    for (let k = 0; k < handlers.length; k++) {
      try {
        results.push(handlers[k](args));
      } catch (error) {
        (errors ??= []).push(error);
      }
      const after = performance.now();
      milliseconds[k] += after - before;
      before = after;
    }
    if (errors !== undefined) failed.errors = errors;
    return results;
  };
}

/** The loop for handlers that give promises. */
export function awaitingLoop(handlers) {
  return async (args) => {
    const results = [];
    let errors;
    for (let k = 0; k < handlers.length; k++) {
      try {
        results.push(await handlers[k](args));
      } catch (error) {
        (errors ??= []).push(error);
      }
    }
    if (errors !== undefined) failed.errors = errors;
    return results;
  };
}

/** The same with a clock read before the first handler and one after each. */
export function timedAwaitingLoop(handlers) {
  const milliseconds = new Float64Array(handlers.length);
  return async (args) => {
    const results = [];
    let errors;
    let before = performance.now();
    for (let k = 0; k < handlers.length; k++) {
      try {
        results.push(await handlers[k](args));
      } catch (error) {
        (errors ??= []).push(error);
      }
      const after = performance.now();
      milliseconds[k] += after - before;
      before = after;
    }
    if (errors !== undefined) failed.errors = errors;
    return results;
  };
}

/** All handlers at once. */
export function parallelLoop(handlers) {
  return async (args) => {
    const settled = await Promise.allSettled(handlers.map((handler) => handler(args)));
    return settled.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  };
}

/** Until the first answer. */
export function firstLoop(handlers) {
  return (args) => {
    let errors;
    let answer;
    for (let k = 0; k < handlers.length && answer === undefined; k++) {
      try {
        answer = handlers[k](args);
      } catch (error) {
        (errors ??= []).push(error);
      }
    }
    if (errors !== undefined) failed.errors = errors;
    return answer;
  };
}

/** Each answer becomes the argument of the next handler. */
export function waterfallLoop(handlers) {
  return (args) => {
    let errors;
    let { value } = args;
    for (let k = 0; k < handlers.length; k++) {
      try {
        const answer = handlers[k]({ ...args, value });
        if (answer !== undefined) value = answer;
      } catch (error) {
        (errors ??= []).push(error);
      }
    }
    if (errors !== undefined) failed.errors = errors;
    return value;
  };
}

/** Gives each handler a copy of the arguments: one for the call, or one each. */
export function copyingLoop(handlers, copies) {
  return (args) => {
    const results = [];
    const shared = structuredClone(args);
    for (let k = 0; k < handlers.length; k++) {
      try {
        results.push(handlers[k](copies === 'each' && k > 0 ? structuredClone(args) : shared));
      } catch (error) {
        failed.errors = [error];
      }
    }
    return results;
  };
}

/** One reading of the clock. */
export function clockRead() {
  return () => performance.now() > 0;
}

let spent = 0;

/** Runs `call` between clock reads: two around it, and a third. */
export function withThreeClockReads(call) {
  return (args) => {
    const start = performance.now();
    const value = call(args);
    const end = performance.now();
    spent += end - start;
    spent += performance.now() - end;
    return value;
  };
}
