import { hasTooManyNodes } from './count-nodes.ts';
import type { RpcLimits } from './limits.ts';
import type { Packet } from './packet.ts';
import { protocolBroken } from './rpc-errors.ts';
import { isForbiddenKey, readTag, TAG } from './value-tags.ts';

interface Walk {
  readonly depth: number;
  readonly sections: readonly Uint8Array[];
  /** How many sections have found their place. */
  used: number;
}

/**
 * The messages of a packet, their shapes unchecked. Every value is plain: no key that others would stumble over, no reference
 * twice, nothing deeper or larger than the limits.
 *
 * @throws RPC_PROTOCOL_BROKEN
 */
export function decodePacket(packet: Packet, { depth, nodes }: Pick<RpcLimits, 'depth' | 'nodes'>): unknown[] {
  const { text, sections } = packet;
  if (hasTooManyNodes(text, nodes)) throw protocolBroken(`more than ${nodes} values in a packet`);
  const messages = parse(text);
  if (!Array.isArray(messages)) throw protocolBroken('a packet that is no array of messages');
  const walk: Walk = { depth, sections, used: 0 };
  for (let index = 0; index < messages.length; index++) messages[index] = restore(messages[index], 0, walk);
  if (walk.used < sections.length) throw protocolBroken('a section that nothing refers to');
  return messages;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw protocolBroken('a packet that is no JSON');
  }
}

/** Changes what was parsed in place: nobody else has it. */
function restore(value: unknown, level: number, walk: Walk): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (level >= walk.depth) throw protocolBroken(`a value deeper than ${walk.depth} levels`);
  if (Array.isArray(value)) return restoreItems(value, level, walk);
  return restoreRecord(value as Record<string, unknown>, level, walk);
}

function restoreItems(items: unknown[], level: number, walk: Walk): unknown[] {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (typeof item === 'object' && item !== null) items[index] = restore(item, level + 1, walk);
  }
  return items;
}

/** `for in` makes no list of the keys; what it finds in a prototype is left alone. */
function restoreRecord(record: Record<string, unknown>, level: number, walk: Walk): unknown {
  for (const key in record) {
    if (key === TAG) return restoreTag(record, level, walk);
    restoreProperty(record, key, level, walk);
  }
  return record;
}

/** An object that stands for itself may have a key that is the tag. */
function restoreLiteral(record: Record<string, unknown>, level: number, walk: Walk): object {
  for (const key of Object.keys(record)) restoreProperty(record, key, level, walk);
  return record;
}

function restoreProperty(record: Record<string, unknown>, key: string, level: number, walk: Walk): void {
  if (isForbiddenKey(key)) throw protocolBroken(`the key "${key}"`);
  const property = record[key];
  if (typeof property !== 'object' || property === null || !Object.hasOwn(record, key)) return;
  record[key] = restore(property, level + 1, walk);
}

function restoreTag(record: Record<string, unknown>, level: number, walk: Walk): unknown {
  const tag = record[TAG];
  if (Object.keys(record).length > 1) throw protocolBroken('a tag with other keys beside it');
  if (tag === 'b') return nextSection(walk);
  if (typeof tag === 'string') {
    const tagged = readTag(tag);
    if (tagged !== undefined) return tagged.value;
  } else if (typeof tag === 'object' && tag !== null && !Array.isArray(tag)) {
    return restoreLiteral(tag as Record<string, unknown>, level, walk);
  }
  throw protocolBroken('a tag that stands for nothing');
}

function nextSection(walk: Walk): Uint8Array {
  const section = walk.sections[walk.used];
  if (section === undefined) throw protocolBroken('a section that is not there');
  walk.used += 1;
  return section;
}
