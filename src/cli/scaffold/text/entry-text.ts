import type { HookFacts } from '../hook-facts.ts';
import { isVariable, toKey, toText } from '../layout.ts';
import { hookspecImport, importText, layoutOf, type HookspecImport } from '../plugin-layout.ts';
import type { PluginPlan } from '../plugin-plan.ts';

/** The module of the plugin: a stub for each hook that is right as it is. */
export function entryText(plan: PluginPlan): string {
  const hookspecs = hookspecImport(plan, layoutOf(plan).entrySource);
  return plan.language === 'ts' ? toTypeScript(plan, hookspecs) : toJavaScript(plan, hookspecs);
}

function toTypeScript(plan: PluginPlan, hookspecs: HookspecImport | undefined): string {
  return [
    `import type { PluginDefinition } from 'hookline/plugin';`,
    ...(hookspecs === undefined ? [] : [`${importText(hookspecs, 'import type')};`]),
    '',
    'export default {',
    ...members(plan),
    `} satisfies PluginDefinition<${hookspecs === undefined ? '{}' : `typeof ${hookspecs.local}`}>;`,
    '',
  ].join('\n');
}

function toJavaScript(plan: PluginPlan, hookspecs: HookspecImport | undefined): string {
  return [
    `/** @import { PluginDefinition } from 'hookline/plugin' */`,
    ...(hookspecs === undefined ? [] : [`/** @${importText(hookspecs, 'import')} */`]),
    '',
    `/** @type {PluginDefinition<${hookspecs === undefined ? '{}' : `typeof ${hookspecs.local}`}>} */`,
    'const plugin = {',
    ...members(plan),
    '};',
    '',
    'export default plugin;',
    '',
  ].join('\n');
}

function members({ hooks, commands }: PluginPlan): readonly string[] {
  const lines = [...hookMember(hooks), ...commandMember(commands.map(({ name }) => name))];
  return lines.length === 0 ? ['  activate(ctx) {', `    ctx.log.debug('It runs.');`, '  },'] : lines;
}

function commandMember(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const commands = names.map((name) => [
    `    ${toKey(name)}: (_input, ctx) => {`,
    `      ctx.log.debug(${toText(`${name} was run.`)});`,
    '    },',
  ]);
  return ['  commands: {', ...commands.flat(), '  },'];
}

function hookMember(hooks: readonly HookFacts[]): readonly string[] {
  if (hooks.length === 0) return [];
  const handlers = hooks.map((hook) => [comment(hook), ...handler(hook)].map((line) => `    ${line}`).join('\n'));
  return ['  hooks: {', handlers.join('\n\n'), '  },'];
}

/** What the host says of the hook, and what becomes of what the handler returns. */
function comment({ spec, kind, args }: HookFacts): string {
  const { summary, deprecated, thread } = spec;
  const names = args.filter(({ name }) => name !== thread).map(({ name }) => `\`${name}\``);
  const sentences = [
    ...(summary === undefined ? [] : [toSentence(summary)]),
    ...(deprecated === undefined ? [] : [`Deprecated since ${deprecated.since}.`]),
    RETURNS[kind](thread ?? ''),
    ...(names.length === 0
      ? []
      : [`Also receives ${names.join(', ')}.`.replace(/^Also r/, thread === undefined ? 'R' : 'Also r')]),
  ];
  const text = sentences.join(' ').replaceAll('*/', '* /').replaceAll(/\s+/g, ' ');
  return text.length <= 108
    ? `/** ${text} */`
    : ['/**', ...wrap(text).map((line) => `     * ${line}`), '     */'].join('\n');
}

const RETURNS: Readonly<Record<HookFacts['kind'], (thread: string) => string>> = {
  series: () => 'What it returns is not used.',
  collect: () => 'The host collects what is returned; `undefined` is no answer.',
  parallel: () => 'The host collects what is returned; `undefined` is no answer.',
  first: () => 'The first answer counts; `undefined` leaves it to the next plugin.',
  waterfall: (thread) => `What is returned replaces \`${thread}\`.`,
  loop: () => 'An answer starts the round again; `undefined` lets it end.',
};

function toSentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 104) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function handler({ name, gives, spec: { thread = '' } }: HookFacts): readonly string[] {
  const key = toKey(name);
  if (gives === 'thread') {
    return [
      isVariable(thread) ? `${key}: ({ ${thread} }) => ${thread},` : `${key}: (args) => args[${toText(thread)}],`,
    ];
  }
  if (gives !== 'nothing') return [`${key}: () => undefined,`];
  return [`${key}: (_args, ctx) => {`, `  ctx.log.debug(${toText(`${name} was called.`)});`, '},'];
}
