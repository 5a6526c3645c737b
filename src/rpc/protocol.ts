import type { PackedError } from './packed-error.ts';

/*
 * THE RULES OF THE WIRE, VERSION 1
 *
 * Two sides talk: the host, and a unit, which is a worker thread or a process that runs one plugin. The unit is not trusted:
 * whatever it sends is checked as if it came from an attacker. The host follows the same rules.
 *
 * Packets. Messages of one turn of the event loop travel together: a packet is a JSON array of messages, and the binary
 * sections that its values refer to, in the order in which they occur. A carrier that keeps the borders of what it
 * carries, such as a MessagePort, takes the text and the sections as they are. A stream of bytes takes frames:
 *
 *     u32le length | u8 codec | body
 *
 * `length` counts what follows it, and is checked against the cap before anything else is read. With codec 0 the body
 * is the text, in UTF-8. With codec 1 it is
 *
 *     u32le length of the text | text | (u32le length | bytes) for each section
 *
 * Values. What JSON holds travels as JSON. What it does not hold travels as an object whose only key is "\u0000":
 * "b" is the next binary section, a Uint8Array; "u" undefined, "nan", "inf", "-inf", "-0"; "d" and milliseconds a Date; "n"
 * and digits a bigint; an object stands for itself, keys and all. Nothing else can cross: no functions, no classes, no
 * shared or circular references. Keys `__proto__`, `constructor` and `prototype`, more than 64 levels, and more nodes than
 * the cap are refused by both ends. No value is ever awaited.
 *
 * Greeting. The unit says HELLO, the host WELCOME, and the unit READY once the plugin is loaded. Each comes once, in this order.
 * Before READY there are no calls. A side that cannot go on says FATAL, with a sentence for humans.
 *
 * Calls. Each side numbers its calls 1, 2, 3 and so on. `target` is an index into the table of the side that is called:
 * names with their indices are in WELCOME and READY, further ones in answers. Every CALL is answered once, by OK or ERR, also
 * after an ABORT; a CALL with credit is answered by ITEMs and one END. A side has no more calls without an answer than the
 * window allows. `remainingMs` is the time that is left: the side that is called aborts the call by itself when it is over.
 *
 * Items. A side sends no more ITEMs than it has credit for; CREDIT gives more.
 *
 * Life. PING is answered by PONG with the same number, at once and on the main loop of the side that is asked. BYE announces an
 * orderly end. After FATAL the sender reads and sends nothing.
 *
 * Faults. An answer to nothing, or a word about a call that is not there, can be a race lost: 16 are forgiven. Everything else
 * that breaks a rule is answered by FATAL and the end of the connection.
 */

export const WIRE_VERSION = 1;
export const MAGIC = 'hookline';

export const TEXT_CODEC = 0;
export const SECTIONS_CODEC = 1;

// The greeting

export const HELLO = 1;
export const WELCOME = 2;
export const READY = 3;

/** The first message of a unit: what it is, and what it can do. */
export interface Hello {
  readonly magic: typeof MAGIC;
  /** The versions of the wire that the unit speaks. */
  readonly wire: readonly number[];
  /** The versions of the plugin API that the unit can give to a plugin. */
  readonly api: readonly number[];
  /** The version of Hookline. */
  readonly sdk: string;
  readonly node: string;
  /** Proves that this is the unit that the host started. */
  readonly nonce: string;
  /** The limit of the heap that holds in the unit, in bytes: flags of the host can override what was asked for. */
  readonly heapLimit: number;
}

/** What the host says to a unit that it accepts. */
export interface Welcome {
  readonly wire: number;
  readonly api: number;
  /** What the unit can call, by index. */
  readonly table: readonly string[];
  readonly limits: { readonly frameBytes: number; readonly windowCalls: number; readonly windowBytes: number };
  /** What to run: between a runner and its bootstrap. */
  readonly boot: unknown;
}

/** The plugin is loaded. */
export interface Ready {
  /** What the host can call, by index. */
  readonly table: readonly string[];
  /** What the runner needs to know of the plugin. */
  readonly about: unknown;
}

type HelloMessage = readonly [type: typeof HELLO, hello: Hello];
type WelcomeMessage = readonly [type: typeof WELCOME, welcome: Welcome];
type ReadyMessage = readonly [type: typeof READY, ready: Ready];

// A call and its answer, in both directions

export const CALL = 4;
export const OK = 5;
export const ERR = 6;
export const ABORT = 7;

/** `remainingMs` 0 is no limit; `credit` 0 asks for one answer, more for a stream of items. */
export type CallMessage = readonly [
  type: typeof CALL,
  id: number,
  target: number,
  args: readonly unknown[],
  remainingMs: number,
  credit: number,
];
/** Without `value`, the answer is `undefined`. */
export type OkMessage = readonly [type: typeof OK, id: number, value?: unknown];
export type ErrMessage = readonly [type: typeof ERR, id: number, error: PackedError];
/** The caller no longer waits. */
export type AbortMessage = readonly [type: typeof ABORT, id: number, reason: PackedError];

// A stream of items, in answer to a call with credit

export const ITEM = 8;
export const CREDIT = 9;
export const END = 10;

export type ItemMessage = readonly [type: typeof ITEM, id: number, value?: unknown];
type CreditMessage = readonly [type: typeof CREDIT, id: number, items: number];
export type EndMessage = readonly [type: typeof END, id: number, error?: PackedError];

// What was added to a table while the unit ran, and is no longer needed

export const RELEASE = 11;

type ReleaseMessage = readonly [type: typeof RELEASE, target: number];

// Signs of life, in both directions

export const PING = 12;
export const PONG = 13;

type PingMessage = readonly [type: typeof PING, number: number];
type PongMessage = readonly [type: typeof PONG, number: number];

// What a unit tells the host

export const LOG = 14;
export const PROGRESS = 15;

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How far a call of the host has come, or with `id` 0 the plugin as a whole. */
export interface WireProgress {
  readonly done: number;
  readonly total?: number;
  readonly message?: string;
}

/** `id` is that of the call of the host in which it was logged, or 0; `level` is an index into LOG_LEVELS. */
export type LogMessage = readonly [type: typeof LOG, id: number, level: number, text: string, data?: unknown];
export type ProgressMessage = readonly [type: typeof PROGRESS, id: number, progress: WireProgress];

// The end, in both directions

export const BYE = 16;
export const FATAL = 17;

type ByeMessage = readonly [type: typeof BYE, reason: string];
type FatalMessage = readonly [type: typeof FATAL, error: PackedError];

export type GreetingMessage = HelloMessage | WelcomeMessage | ReadyMessage;
export type GreetingType = GreetingMessage[0];

/** What is about calls: only after the greeting. */
export type CallRelatedMessage =
  | CallMessage
  | OkMessage
  | ErrMessage
  | AbortMessage
  | ItemMessage
  | CreditMessage
  | EndMessage
  | ReleaseMessage;

/** What can be said at any time. */
export type WordMessage = PingMessage | PongMessage | LogMessage | ProgressMessage | ByeMessage | FatalMessage;

export type Message = GreetingMessage | CallRelatedMessage | WordMessage;
