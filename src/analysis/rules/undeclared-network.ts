import { capabilityOfImport, nameImport, NETWORK_GLOBALS } from '../capabilities.ts';
import { permissionsOf } from '../plugin-code.ts';
import { networkUses } from '../network-uses.ts';
import type { Rule } from '../rule.ts';

export const undeclaredNetwork: Rule = {
  id: 'undeclared-network',
  severity: 'error',
  summary: 'The network is used without the permission `net`.',
  docs: 'The modules of Node, `fetch`, `WebSocket`, `XMLHttpRequest`, `EventSource`, and the commonest packages for it. What only names things, such as `STATUS_CODES` or `isIP`, is left alone, and so is asking whether `fetch` is there.',
  remedy: 'Declare the permission "net" with the hosts in the manifest, or do without.',
  *inFile(file, plugin) {
    if (permissionsOf(plugin, 'net').length > 0) return;
    for (const site of file.imports) {
      const used = capabilityOfImport(site);
      if (used?.capability !== 'net') continue;
      yield {
        node: site.place.node,
        message: `${nameImport(used)} is used, and the manifest does not have the permission "net".`,
      };
    }
    for (const name of NETWORK_GLOBALS) {
      for (const node of networkUses(file, name)) {
        yield { node, message: `"${name}" is used, and the manifest does not have the permission "net".` };
      }
    }
  },
};
