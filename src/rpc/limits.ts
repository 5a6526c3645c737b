/** What one connection may use. Both sides keep to them; what the other side sends is held against them. */
export interface RpcLimits {
  /** The largest frame, in bytes; a packet that is no frame counts characters and bytes of sections. */
  readonly frameBytes: number;
  /** Levels of nesting in a message, the message itself included. */
  readonly depth: number;
  /** Objects, arrays and primitives in a packet. */
  readonly nodes: number;
  /** Calls without an answer. */
  readonly windowCalls: number;
  /** What calls without an answer may weigh together; one call alone may weigh more. */
  readonly windowBytes: number;
  /** Calls that wait for their turn on this side. */
  readonly queuedCalls: number;
  /** What they may weigh together. */
  readonly queuedBytes: number;
  /** Messages that are handled in one turn of the event loop. */
  readonly turnMessages: number;
  /** What they may weigh together. */
  readonly turnBytes: number;
  /** What may have come in without having been handled, from a carrier that cannot be paused at once. */
  readonly inboxBytes: number;
  /** What may wait to be sent because the other side does not read. */
  readonly backlogBytes: number;
  /** Answers to nothing and words about calls that are not there, before the connection ends. */
  readonly strays: number;
  /** Items of a stream that are on their way or not yet taken. */
  readonly streamItems: number;
  /** What they may weigh together; one item alone may weigh more. */
  readonly streamBytes: number;
  /** Names and handles that can be called at one time. */
  readonly targets: number;
  /** How long the other side is silent while something is unanswered before it is asked with PING. */
  readonly pingMs: number;
  /** How long it is silent before it counts as unresponsive. */
  readonly unresponsiveMs: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

export const DEFAULT_LIMITS: RpcLimits = {
  frameBytes: 16 * MIB,
  depth: 64,
  nodes: 1_000_000,
  windowCalls: 256,
  windowBytes: 4 * MIB,
  queuedCalls: 1024,
  queuedBytes: 64 * MIB,
  turnMessages: 500,
  turnBytes: MIB,
  inboxBytes: 64 * MIB,
  backlogBytes: 64 * MIB,
  strays: 16,
  streamItems: 16,
  streamBytes: 256 * KIB,
  targets: 10_000,
  pingMs: 1000,
  unresponsiveMs: 3000,
};
