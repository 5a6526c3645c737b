import { describeThrown } from '../../errors/describe-value.ts';
import { toJsonSafe } from '../../errors/json-safe.ts';
import type { PluginLog } from '../../plugin/plugin-context.ts';
import type { Peer } from '../../rpc/peer.ts';
import { LOG_LEVELS, type LogLevel } from '../../rpc/protocol.ts';

/** The log of a plugin, or with the number of a call, of a plugin in it. What is logged is written by the host. */
export function createUnitLog(peer: Peer, id: number): PluginLog {
  const at = (level: LogLevel) => (message: string, data?: unknown) => {
    const text = typeof message === 'string' ? message : describeThrown(message);
    peer.log({ level, text, id, ...(data === undefined ? {} : { data: toJsonSafe(data) }) });
  };
  return Object.freeze(Object.fromEntries(LOG_LEVELS.map((level) => [level, at(level)]))) as unknown as PluginLog;
}
