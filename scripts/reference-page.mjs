import { KINDS } from 'hookline';
import { toTypeText } from './type-text.mjs';

const GIVES = {
  nothing: 'nothing',
  answers: 'the answers',
  answer: 'the first answer, or `undefined`',
  thread: 'the argument that is threaded',
};

/**
 * A Markdown page with one section for each hookspec: when it is called, and the whole execution model.
 * @param {{ title: string, intro: string, hookspecs: Record<string, import('hookline').HookspecData> }} options
 */
export function toReferencePage({ title, intro, hookspecs }) {
  const sections = Object.entries(hookspecs).map(([name, spec]) => toSection(name, spec));
  return `${[`# ${title}`, intro, ...sections].join('\n\n')}\n`;
}

/**
 * @param {string} name
 * @param {import('hookline').HookspecData} spec
 */
function toSection(name, spec) {
  const rows = [...Object.entries(modelOf(spec)), ...Object.entries(lifeOf(spec))];
  const table = ['| | |', '| --- | --- |', ...rows.map(([fact, text]) => `| ${fact} | ${text} |`)].join('\n');
  return [`## ${name}`, spec.summary ?? '', argumentsOf(spec), table].filter((part) => part !== '').join('\n\n');
}

/** @param {import('hookline').HookspecData} spec */
function argumentsOf({ args, thread }) {
  const rows = Object.entries(args).map(([name, schema]) => {
    return `| \`${name}\`${name === thread ? ' (threaded)' : ''} | \`${toTypeText(schema)}\` |`;
  });
  return rows.length === 0 ? 'No arguments.' : ['| argument | type |', '| --- | --- |', ...rows].join('\n');
}

/**
 * How calls of the hook are run.
 * @param {import('hookline').HookspecData} spec
 */
function modelOf(spec) {
  const traits = KINDS[spec.kind];
  return {
    kind: `\`${spec.kind}\`, ${spec.sync ? 'synchronous' : 'asynchronous'}`,
    answer: spec.returns === undefined ? answerWithoutSchema(traits) : `\`${toTypeText(spec.returns)}\``,
    '`execute` gives': GIVES[traits.gives],
    order: traits.concurrent ? 'all are started in plan order' : 'one after another, in plan order',
    concurrency: traits.concurrent ? toCount(spec.concurrency) : 'one hookimpl of a call at a time',
    isolation: 'the thread of the host',
    'time limit': spec.timeoutMs === undefined ? 'none' : `${spec.timeoutMs} ms for each hookimpl`,
    'when one fails': `\`${spec.onError}\``,
    arguments: `payload \`${spec.payload}\``,
    checked: spec.validate === 'none' ? 'nothing' : spec.validate === 'all' ? 'arguments and answers' : 'answers',
  };
}

/** @param {import('hookline').HookspecData} spec */
function lifeOf({ keep, since, deprecated }) {
  return {
    ...(keep > 0
      ? { history: keep === Infinity ? 'all calls are replayed' : `the last ${keep} calls are replayed` }
      : {}),
    ...(since === undefined ? {} : { since }),
    ...(deprecated === undefined ? {} : { deprecated: `since ${deprecated.since}` }),
  };
}

/** @param {import('hookline').KindTraits} traits */
function answerWithoutSchema(traits) {
  return traits.gives === 'thread' ? 'the new value of the threaded argument' : 'not checked';
}

/** @param {number} count */
function toCount(count) {
  return count === Infinity ? 'all hookimpls of a call at once' : `${count} hookimpls of a call at a time`;
}
