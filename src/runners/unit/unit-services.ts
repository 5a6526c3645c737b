import { describeValue } from '../../errors/describe-value.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { PluginContext } from '../../plugin/plugin-context.ts';
import type { Peer } from '../../rpc/peer.ts';
import { parseRemote } from '../parse-remote.ts';
import { toRemoteStub } from '../remote-object.ts';
import { HOST_TARGETS } from '../unit-targets.ts';
import { contextMisused } from './context-misused.ts';

/** Services of the host and of other plugins: stubs whose functions all give promises. */
export function createUnitServices(peer: Peer, plugin: PluginIdentity): PluginContext['services'] {
  return Object.freeze({
    async get(id: string) {
      if (typeof id !== 'string') {
        const problem = `the id must be a string, not ${describeValue(id)}`;
        throw contextMisused(plugin, 'ctx.services.get', problem);
      }
      const given = await peer.call(HOST_TARGETS.indexOf('service'), [id], { name: id });
      return toRemoteStub(peer, id, parseRemote(given, 'host'));
    },
  });
}
