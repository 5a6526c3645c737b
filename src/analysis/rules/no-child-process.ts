import { callsOf } from '../calls-of.ts';
import { capabilityOfImport, nameImport } from '../capabilities.ts';
import { permissionsOf } from '../plugin-code.ts';
import type { Rule } from '../rule.ts';

/** Inner parts of Node, from which processes and all else can be reached. */
const INNER = /^global:process\.(?:binding|_linkedBinding|_kill|_debugProcess|_startProfilerIdleNotifier)$/;

/** The debugger can run any code in the process. */
const INNER_MODULES: ReadonlySet<string> = new Set(['inspector', 'inspector/promises']);
const REMEDY = 'Use the public modules of Node.';

export const noChildProcess: Rule = {
  id: 'no-child-process',
  severity: 'error',
  summary:
    'Processes or threads are started without the permission `exec` or `worker`; inner parts of Node are reached.',
  docs: 'A process of its own escapes every limit of the plugin. What only tells where the code runs, such as `isMainThread` or `cluster.isPrimary`, is left alone. `process.binding` and `node:inspector` are never permitted.',
  remedy: 'Declare the permission "exec" with the commands, or "worker", in the manifest; or do without.',
  *inFile(file, plugin) {
    for (const site of file.imports) {
      const used = capabilityOfImport(site);
      if (used === undefined || (used.capability !== 'exec' && used.capability !== 'worker')) continue;
      if (permissionsOf(plugin, used.capability).length > 0) continue;
      const message = `${nameImport(used)} is used, and the manifest does not have the permission "${used.capability}".`;
      yield { node: site.place.node, message };
    }
    for (const { specifier, typeOnly, members, place } of file.imports) {
      const isInner = !typeOnly && INNER_MODULES.has(specifier?.replace(/^node:/, '') ?? '') && members?.length !== 0;
      if (!isInner) continue;
      yield { node: place.node, message: `"${specifier}" reaches inner parts of Node.`, remedy: REMEDY };
    }
    for (const { callee, node } of callsOf(file)) {
      if (!INNER.test(callee)) continue;
      const message = `"${callee.slice('global:'.length)}" reaches inner parts of Node.`;
      yield { node, message, remedy: REMEDY };
    }
  },
};
