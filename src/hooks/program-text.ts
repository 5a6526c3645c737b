import { RUN, STOP, type Steps, type Timed } from './program.ts';

/** Gives an expression for the handler of a step. */
export type HandlerExpression = (index: number) => string;

/** The parameters of a watchless program, behind `env`: see `WatchlessProgram`. */
export const WATCHLESS_PARAMETERS = ['env', 'args', 'context', 'value', 'from', 'startedAt', 'last', 'call'];
export const TRACED_PARAMETERS = ['call', 'from'];

/**
 * The body of a watchless program. Each step is a `case`, so that a call that waited goes on from the next one; only
 * numbers and names of ours get into the text.
 */
export function toWatchlessText({ hook, steps }: Steps, timed: Timed, handler: HandlerExpression): string {
  const { gives } = hook.traits;
  const isTimed = timed === 'steps';
  const end = {
    nothing: 'counted.calls += 1; return value;',
    whole: 'counted.calls += 1; desk.record(ledger.clock() - startedAt); return value;',
    steps: 'counted.calls += 1; desk.record(last - startedAt); return value;',
  }[timed];
  const wait = hook.spec.sync
    ? (index: number) => `desk.refusePromise(${index}, answer, context);`
    : (index: number) => `return (call ?? env.newCall(context, startedAt)).wait(${index}, answer, args, value, last);`;
  const cases = steps.map(({ matches }, index) => {
    const time = isTimed ? timeText(index) : '';
    const accepted = hook.answerSchema === undefined ? '' : `if (desk.accepts(${index}, answer, context)) `;
    const taken = {
      answers: `${accepted}value.push(answer);`,
      answer: `${accepted}{ value = answer; ${time} ${end} }`,
      thread: `{ const next = desk.thread(${index}, answer, args, context); if (next !== undefined) { args = next; value = answer; } }`,
      nothing: `${accepted};`,
    }[gives];
    return `case ${index}: ${matches === undefined ? '' : `if (desk.matches(${index}, args)) `}{
counters[${index}].calls += 1;
${invokeText(`${handler(index)}(args, context)`, `answer = undefined; desk.threw(${index}, thrown, context);`)}
if (waits) { ${wait(index)} }
else if (answer !== undefined) { ${taken} }
${time}
}
`;
  });
  const used = isTimed ? ', clock, longMs' : '';
  return `const { desk, counters, counted, ledger${used} } = env;
switch (from) {
${cases.join('')}}
${end}
`;
}

/** The body of a traced program: the call decides everything, and is told everything. */
export function toTracedText({ steps }: Steps, handler: HandlerExpression): string {
  const cases = steps.map(
    (_, index) => `case ${index}: step${index}: {
const entrance = call.enter(${index});
if (entrance === ${STOP}) return;
if (entrance !== ${RUN}) break step${index};
${invokeText(`${handler(index)}(call.args, call.context)`, `if (call.threw(thrown)) return; break step${index};`)}
if (waits ? call.wait(${index}, answer) : call.answered(answer)) return;
}
`,
  );
  return `switch (from) {\n${cases.join('')}}\n`;
}

function invokeText(invocation: string, onThrow: string): string {
  return `let answer, waits = false;
try {
answer = ${invocation};
waits = (typeof answer === 'object' ? answer !== null : typeof answer === 'function') && typeof answer.then === 'function';
} catch (thrown) { ${onThrow} }`;
}

function timeText(index: number): string {
  return `{
const now = clock(), durationMs = now - last;
last = now;
counters[${index}].record(durationMs);
if (durationMs > longMs) desk.long(${index}, durationMs, context, false);
}`;
}
