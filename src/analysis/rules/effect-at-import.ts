import { callsOf } from '../calls-of.ts';
import { capabilityOf, isHarmless } from '../capabilities.ts';
import { envReads } from '../env-reads.ts';
import type { Rule } from '../rule.ts';

/** Read by packages everywhere, and the same for every plugin. */
const UNREMARKABLE: ReadonlySet<string> = new Set(['NODE_ENV', 'TZ', 'LANG', 'LC_ALL']);
const NETWORK = /^global:(?:fetch|WebSocket|XMLHttpRequest|EventSource)$/;
const WORDS = {
  net: 'uses the network',
  fs: 'uses files',
  exec: 'starts a program',
  worker: 'starts a thread',
} as const;

export const effectAtImport: Rule = {
  id: 'effect-at-import',
  severity: 'warning',
  summary: 'Importing the plugin uses the network, files, the environment or other programs.',
  docs: 'Importing should only define. What runs then runs before the plugin has a context, cannot be stopped or repeated, and slows the start. Looked at is what runs at the top level of files that are loaded together with the entry.',
  remedy: 'Move it into "activate" or into the hook that needs it.',
  *inFile(file, plugin) {
    if (!plugin.eager.has(file)) return;
    for (const { callee, node, atImport } of callsOf(file)) {
      const effect = atImport ? effectOf(callee) : undefined;
      if (effect !== undefined) {
        yield { node, message: `Importing this file ${effect}: "${callee.replace(/^\w+:/, '')}".` };
      }
    }
    for (const { name, node, atImport } of envReads(file)) {
      if (!atImport || UNREMARKABLE.has(name ?? '')) continue;
      const what = name === undefined ? '' : `: "${name}"`;
      yield { node, message: `Importing this file reads the environment${what}.` };
    }
  },
};

function effectOf(callee: string): string | undefined {
  if (NETWORK.test(callee)) return WORDS.net;
  const { module, member } = /^module:(?<module>[^.]+)\.?(?<member>.*)$/.exec(callee)?.groups ?? {};
  const capability = module === undefined ? undefined : capabilityOf(module);
  return capability === undefined || member === '' || isHarmless(module!, member!) ? undefined : WORDS[capability];
}
