import { kindOf, type HookFacts } from '../hook-facts.ts';
import { objectOf, print, toText } from '../layout.ts';
import { hookspecImport, importText, layoutOf } from '../plugin-layout.ts';
import type { HostFacts, PluginPlan } from '../plugin-plan.ts';
import { toLiteral } from '../to-literal.ts';
import { NODE, VITEST, type TestStyle } from './test-style.ts';

/** A test that starts the plugin alone in a host and calls each of its hooks. */
export function testText(plan: PluginPlan): string {
  const { hooks, language, tests } = plan;
  const style = tests === 'vitest' ? VITEST : NODE;
  const hookspecs = hookspecImport(plan, layoutOf(plan).test!);
  return [
    ...style.imports({ isTypeScript: language === 'ts', compares: hooks.some(isCallable) }),
    ...(hookspecs === undefined ? [] : [`${importText(hookspecs, 'import')};`]),
    '',
    ...starter(plan, style, hookspecs?.local),
    '',
    ...runs(style),
    ...hooks.flatMap((hook) => ['', ...calls(hook, style)]),
    '',
  ].join('\n');
}

function starter({ host, language }: PluginPlan, style: TestStyle, hookspecs: string | undefined): readonly string[] {
  const parameter = style.context === '' || language === 'js' ? style.context : `${style.context}: TestContext`;
  const given =
    hookspecs === undefined ? 'hookspecs: {}' : hookspecs === 'hookspecs' ? 'hookspecs' : `hookspecs: ${hookspecs}`;
  const documented = language === 'js' && style.context !== '';
  return [
    ...(documented
      ? [
          '/**',
          ' * The plugin alone in a host, until the test has ended.',
          ' *',
          ` * @param {TestContext} ${style.context}`,
          ' */',
        ]
      : ['/** The plugin alone in a host, until the test has ended. */']),
    `async function startHost(${parameter}) {`,
    '  const host = await createTestManager({',
    ...(host.name === undefined ? [] : [`    host: ${hostLiteral(host)},`]),
    `    ${given},`,
    `    plugins: [new URL('..', import.meta.url)],`,
    '  });',
    `  ${style.afterTest}(() => host.dispose());`,
    '  return host;',
    '}',
  ];
}

function hostLiteral({ name, api }: HostFacts): string {
  const literal = objectOf([
    ['name', toLiteral(name)],
    ['api', toLiteral(api)],
  ]);
  return print(literal, { indent: 4, taken: 7 });
}

function runs({ context, plugin }: TestStyle): readonly string[] {
  return [
    `test('it runs', async (${context}) => {`,
    `  const host = await startHost(${context});`,
    `  ${plugin}.toBeActive();`,
    `  ${plugin}.toHaveValidManifest();`,
    '});',
  ];
}

function isCallable({ args }: HookFacts): boolean {
  return args.every(({ sample, isOptional }) => isOptional || sample !== undefined);
}

function calls(hook: HookFacts, style: TestStyle): readonly string[] {
  const title = toText(`${hook.name} (${kindOf(hook)})`);
  if (!isCallable(hook)) {
    return ['// Its schemas do not say what the arguments may be: make some up, and call it.', `test.todo(${title});`];
  }
  const name = toText(hook.name);
  const needed = hook.args.filter(({ isOptional, name: arg }) => !isOptional || arg === hook.spec.thread);
  const literal = objectOf(needed.map((arg) => [arg.name, toLiteral(arg.sample?.value)]));
  const before = `const { value, report } = ${hook.spec.sync ? '' : 'await '}host.executeWithReport(${name}`;
  const args = needed.length === 0 ? '' : `, ${print(literal, { indent: 2, taken: before.length + 4 })}`;
  const thread = needed.find(({ name: arg }) => arg === hook.spec.thread)?.sample?.value;
  return [
    `test(${title}, async (${style.context}) => {`,
    `  const host = await startHost(${style.context});`,
    `  ${before}${args});`,
    `  ${style.isEqual('report.status', `'ok'`)}`,
    ...expectation(hook, thread, style).map((line) => `  ${line}`),
    '});',
  ];
}

function expectation({ gives }: HookFacts, thread: unknown, style: TestStyle): readonly string[] {
  if (gives === 'thread') {
    const literal = print(toLiteral(thread), { indent: 2, taken: 28 });
    return [isPlain(thread) ? style.isEqual('value', literal) : style.isAlike('value', literal)];
  }
  return [gives === 'answers' ? style.isAlike('value', '[]') : style.isEqual('value', 'undefined')];
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
