import { objectOf, print, surround, toKey, type Layout } from '../layout.ts';
import type { HookFacts } from '../hook-facts.ts';
import type { HostFacts } from '../plugin-plan.ts';
import { toShape } from '../schema-shape.ts';
import { toLiteral } from '../to-literal.ts';
import { toZodSource } from '../zod-source.ts';

/** A copy of the hookspecs of a host, for types and tests, where no module exports them. */
export function hostHooksText({ name, api, hooks }: HostFacts): string {
  const specs = hooks.map((hook) => `  ${toKey(hook.name)}: ${toHookspec(hook)},`);
  const usesZod = specs.some((spec) => /\bz\./.test(spec));
  return [
    `import { defineHookspecs, hook } from 'hookline';`,
    ...(usesZod ? [`import { z } from 'zod';`] : []),
    '',
    `/** The hooks of "${(name ?? 'the host').replaceAll('*/', '* /')}" with the plugin API ${api}, as far as types and tests need them. */`,
    'export const hookspecs = defineHookspecs({',
    ...specs,
    '});',
    '',
  ].join('\n');
}

function toHookspec({ name, kind, args, spec }: HookFacts): string {
  const schemas = args.map((arg): readonly [string, Layout] => {
    const source = toZodSource(toShape(spec.args[arg.name]!));
    return [arg.name, arg.isOptional ? surround('', source, '.optional()') : source];
  });
  const { thread, returns, onError } = spec;
  const entries: (readonly [string, Layout])[] = [
    ...(schemas.length === 0 ? [] : [['args', objectOf(schemas)] as const]),
    ...(thread === undefined ? [] : [['thread', toLiteral(thread)] as const]),
    ...(returns === undefined ? [] : [['returns', toZodSource(toShape(returns))] as const]),
    ...(onError === 'isolate' ? [] : [['onError', toLiteral(onError)] as const]),
  ];
  const builder = `hook.${spec.sync ? 'sync.' : ''}${kind}(`;
  if (entries.length === 0) return `${builder})`;
  return print(surround(builder, objectOf(entries), ')'), { indent: 2, taken: toKey(name).length + 3 });
}
