import {
  ABORT,
  BYE,
  CALL,
  CREDIT,
  END,
  ERR,
  FATAL,
  HELLO,
  ITEM,
  LOG,
  LOG_LEVELS,
  OK,
  PING,
  PONG,
  PROGRESS,
  READY,
  RELEASE,
  WELCOME,
  type Message,
} from './protocol.ts';
import { protocolBroken } from './rpc-errors.ts';

type Check = (value: unknown) => boolean;

const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isId: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
const isText: Check = (value) => typeof value === 'string';
const isRecord: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isDuration: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const isLevel: Check = (value) => isCount(value) && (value as number) < LOG_LEVELS.length;
const isAnything: Check = () => true;

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const isProgress: Check = (value) => {
  if (!isRecord(value)) return false;
  const { done, total, message } = value as Record<string, unknown>;
  return Number.isFinite(done) && (total === undefined || Number.isFinite(total)) && optional(isText)(message);
};

/** What follows the type in each message, and how much of it must be there. */
interface Shape {
  readonly name: string;
  readonly checks: readonly Check[];
  readonly least: number;
}

const shape = (name: string, checks: readonly Check[], least = checks.length): Shape => ({ name, checks, least });

const SHAPES: Readonly<Record<Message[0], Shape>> = {
  [HELLO]: shape('HELLO', [isRecord]),
  [WELCOME]: shape('WELCOME', [isRecord]),
  [READY]: shape('READY', [isRecord]),
  [CALL]: shape('CALL', [isId, isCount, Array.isArray, isDuration, isCount]),
  [OK]: shape('OK', [isId, isAnything], 1),
  [ERR]: shape('ERR', [isId, isRecord]),
  [ABORT]: shape('ABORT', [isId, isRecord]),
  [ITEM]: shape('ITEM', [isId, isAnything], 1),
  [CREDIT]: shape('CREDIT', [isId, isId]),
  [END]: shape('END', [isId, isRecord], 1),
  [RELEASE]: shape('RELEASE', [isCount]),
  [PING]: shape('PING', [isCount]),
  [PONG]: shape('PONG', [isCount]),
  [LOG]: shape('LOG', [isCount, isLevel, isText, isAnything], 3),
  [PROGRESS]: shape('PROGRESS', [isCount, isProgress]),
  [BYE]: shape('BYE', [isText]),
  [FATAL]: shape('FATAL', [isRecord]),
};

/** @throws RPC_PROTOCOL_BROKEN for what is no message */
export function parseMessage(value: unknown): Message {
  if (!Array.isArray(value)) throw protocolBroken('a message that is no array');
  const [type] = value as unknown[];
  if (typeof type !== 'number' || !Object.hasOwn(SHAPES, type)) throw protocolBroken('a message of no known type');
  const { name, checks, least } = SHAPES[type as Message[0]];
  const given = value.length - 1;
  if (given < least || given > checks.length) throw protocolBroken(`${name} with ${given} parts`);
  for (let index = 0; index < given; index++) {
    if (!checks[index]!(value[index + 1])) throw protocolBroken(`${name} whose part ${index + 1} is wrong`);
  }
  return value as unknown as Message;
}
