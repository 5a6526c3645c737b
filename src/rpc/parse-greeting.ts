import { describeValue } from '../errors/describe-value.ts';
import { MAGIC, type Hello, type Ready, type Welcome } from './protocol.ts';
import { handshakeFailed } from './rpc-errors.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = readonly [key: string, isRight: (value: unknown) => boolean];

/** More versions or names than any honest side has. */
const MAX_VERSIONS = 64;
const MAX_NAMES = 10_000;
const MAX_TEXT = 1000;

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_TEXT;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isVersions = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= MAX_VERSIONS && value.every(isCount);
const isTable = (value: unknown): boolean => Array.isArray(value) && value.length <= MAX_NAMES && value.every(isText);

const HELLO_CHECKS: readonly Check[] = [
  ['wire', isVersions],
  ['api', isVersions],
  ['sdk', isText],
  ['node', isText],
  ['nonce', isText],
  ['heapLimit', isCount],
];

const LIMITS_CHECKS: readonly Check[] = [
  ['frameBytes', isCount],
  ['windowCalls', isCount],
  ['windowBytes', isCount],
];

const WELCOME_CHECKS: readonly Check[] = [
  ['wire', isCount],
  ['api', isCount],
  ['table', isTable],
];

/** @throws RPC_HANDSHAKE_FAILED */
export function parseHello(side: string, given: unknown): Hello {
  const { magic } = given as Fields;
  if (magic !== MAGIC) throw handshakeFailed(side, `it said ${describeValue(magic)} instead of "${MAGIC}"`);
  assertFields(side, { greeting: 'HELLO', fields: given as Fields, checks: HELLO_CHECKS });
  return given as Hello;
}

/** @throws RPC_HANDSHAKE_FAILED */
export function parseWelcome(side: string, given: unknown): Welcome {
  assertFields(side, { greeting: 'WELCOME', fields: given as Fields, checks: WELCOME_CHECKS });
  const { limits } = given as { readonly limits: unknown };
  const fields = typeof limits === 'object' && limits !== null ? (limits as Fields) : {};
  assertFields(side, { greeting: 'WELCOME', fields, checks: LIMITS_CHECKS });
  return given as Welcome;
}

/** @throws RPC_HANDSHAKE_FAILED */
export function parseReady(side: string, given: unknown): Ready {
  assertFields(side, { greeting: 'READY', fields: given as Fields, checks: [['table', isTable]] });
  return given as Ready;
}

interface Given {
  readonly greeting: string;
  readonly fields: Fields;
  readonly checks: readonly Check[];
}

function assertFields(side: string, { greeting, fields, checks }: Given): void {
  for (const [key, isRight] of checks) {
    const value = fields[key];
    if (!isRight(value)) throw handshakeFailed(side, `the "${key}" of its ${greeting} is ${describeValue(value)}`);
  }
}
