import type { HookspecData, HookspecSet } from '../../hooks/hookspec.ts';
import { KINDS, type KindTraits } from '../../hooks/kinds.ts';
import { toTypeText } from './type-text.ts';

export interface ReferencePage {
  readonly title: string;
  /** A paragraph under the title. */
  readonly intro: string;
  readonly hookspecs: HookspecSet;
}

/** A Markdown page with one section for each hookspec: when it is called, and the whole execution model. */
export function toReferencePage({ title, intro, hookspecs }: ReferencePage): string {
  const sections = Object.entries(hookspecs).map(([name, spec]) => toSection(name, spec));
  return `${[`# ${title}`, intro, ...sections].join('\n\n')}\n`;
}

function toSection(name: string, spec: HookspecData): string {
  const rows = [...Object.entries(modelOf(spec)), ...Object.entries(lifeOf(spec))];
  const table = ['| | |', '| --- | --- |', ...rows.map(([fact, text]) => `| ${fact} | ${text} |`)].join('\n');
  return [`## ${name}`, spec.summary ?? '', argumentsOf(spec), table].filter((part) => part !== '').join('\n\n');
}

function argumentsOf({ args, thread }: HookspecData): string {
  const rows = Object.entries(args).map(
    ([name, schema]) => `| \`${name}\`${name === thread ? ' (threaded)' : ''} | \`${inCell(toTypeText(schema))}\` |`,
  );
  return rows.length === 0 ? 'No arguments.' : ['| argument | type |', '| --- | --- |', ...rows].join('\n');
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

type Facts = Readonly<Record<string, string>>;

const GIVES: Readonly<Record<KindTraits['gives'], string>> = {
  nothing: 'nothing',
  answers: 'the answers',
  answer: 'the first answer, or `undefined`',
  thread: 'the argument that is threaded',
};

/** How calls of the hook are run. */
function modelOf(spec: HookspecData): Facts {
  const traits = KINDS[spec.kind];
  return {
    kind: `\`${spec.kind}\`, ${spec.sync ? 'synchronous' : 'asynchronous'}`,
    answer: spec.returns === undefined ? answerWithoutSchema(traits) : `\`${inCell(toTypeText(spec.returns))}\``,
    '`execute` gives': GIVES[traits.gives],
    order: traits.concurrent ? 'all are started in plan order' : 'one after another, in plan order',
    concurrency: traits.concurrent ? toCount(spec.concurrency) : 'one hookimpl of a call at a time',
    isolation: spec.sync
      ? 'the thread of the host, or one of its own for a plugin'
      : 'as the plugin and the operator choose',
    'time limit': spec.timeoutMs === undefined ? 'none' : `${spec.timeoutMs} ms for each hookimpl`,
    'when one fails': `\`${spec.onError}\``,
    arguments: `payload \`${spec.payload}\``,
    checked: spec.validate === 'none' ? 'nothing' : spec.validate === 'all' ? 'arguments and answers' : 'answers',
  };
}

function lifeOf({ keep, since, deprecated }: HookspecData): Facts {
  return {
    ...(keep > 0
      ? { history: keep === Infinity ? 'all calls are replayed' : `the last ${keep} calls are replayed` }
      : {}),
    ...(since === undefined ? {} : { since }),
    ...(deprecated === undefined ? {} : { deprecated: toDeprecation(deprecated) }),
  };
}

function toDeprecation({ since, use, removeIn }: NonNullable<HookspecData['deprecated']>): string {
  const more = [use === undefined ? '' : `use ${use}`, removeIn === undefined ? '' : `gone in ${removeIn}`];
  return [`since ${since}`, ...more.filter((part) => part !== '')].join('; ');
}

function answerWithoutSchema(traits: KindTraits): string {
  return traits.gives === 'thread' ? 'the new value of the threaded argument' : 'not checked';
}

function toCount(count: number): string {
  return count === Infinity ? 'all hookimpls of a call at once' : `${count} hookimpls of a call at a time`;
}
