import type { ManifestInput } from 'hookline';

/**
 * What comes of a misbehaviour: the codes of the error that the call of the hook reports, that of its cause behind it. `skipped`
 * is a plugin that could not be started, `ok` a call that was answered all the same.
 */
export type Outcome =
  | 'ok'
  | 'skipped'
  | 'HOOK_TIMEOUT'
  | 'HOOK_FAILED'
  | `HOOK_FAILED ${'RPC_CLOSED' | 'RPC_PROTOCOL_BROKEN' | 'RPC_VALUE_TOO_LARGE' | 'RPC_VALUE_UNSENDABLE'}`;

export interface Misbehaviour {
  /** Also the name of the entry of the plugin, in fixtures/. */
  readonly name: string;
  /** Completes "A plugin that ...". */
  readonly what: string;
  /** One of these, in a process and in a thread; versions of Node differ. */
  readonly outcomes: readonly Outcome[];
  /** What it does in a thread, if that is worse: these are the cases that docs/guide/isolation.md names. */
  readonly inWorker?: 'ends the host' | 'keeps the host from ending';
  /** Needs a host of its own, because it does not end when it is asked to, or takes long. */
  readonly alone?: true;
  /** How long the host waits for its answer, in milliseconds. */
  readonly callMs: number;
  /** How long it may take to start, in milliseconds. */
  readonly startMs: number;
  readonly permissions?: ManifestInput['permissions'];
}

const CRASHED = 'HOOK_FAILED RPC_CLOSED';
const BROKEN = 'HOOK_FAILED RPC_PROTOCOL_BROKEN';
const UNSENDABLE = 'HOOK_FAILED RPC_VALUE_UNSENDABLE';
const TOO_LARGE = 'HOOK_FAILED RPC_VALUE_TOO_LARGE';

type Row = readonly [
  name: string,
  what: string,
  outcomes: Outcome | readonly Outcome[],
  more?: Pick<Misbehaviour, 'inWorker' | 'permissions'>,
];

const STUCK: readonly Row[] = [
  ['endless-loop', 'loops without end', 'HOOK_TIMEOUT'],
  ['endless-microtasks', 'settles promises without end', ['HOOK_TIMEOUT', CRASHED]],
  ['endless-next-ticks', 'asks for the next tick without end', ['HOOK_TIMEOUT', CRASHED]],
  ['endless-wasm', 'loops without end in WebAssembly', 'HOOK_TIMEOUT'],
  ['catastrophic-pattern', 'matches a pattern that takes for ever', 'HOOK_TIMEOUT'],
  ['atomics-wait', 'waits for a wake-up that never comes', 'HOOK_TIMEOUT'],
  ['never-settles', 'gives a promise that never settles', 'HOOK_TIMEOUT'],
  ['ignores-every-end', 'loops, and takes no notice of signals', 'HOOK_TIMEOUT'],
  [
    'blocking-read',
    'reads from a pipe that nobody writes to',
    'HOOK_TIMEOUT',
    { inWorker: 'keeps the host from ending' },
  ],
  [
    'blocking-program',
    'waits for a program that it started',
    // Before Node 22 no program can be started.
    ['HOOK_TIMEOUT', 'HOOK_FAILED'],
    { permissions: [{ name: 'exec', commands: ['sleep'] }] },
  ],
  ['long-native-call', 'is in a native call for seconds', 'HOOK_TIMEOUT'],
  ['loops-while-imported', 'loops while it is imported', 'skipped'],
  ['loops-in-activate', 'loops while it is activated', 'skipped'],
  ['loops-in-deactivate', 'loops while it is deactivated', 'ok'],
];

const MEMORY: readonly Row[] = [
  ['small-objects', 'makes small objects without end', CRASHED],
  ['huge-array', 'makes one huge array', CRASHED, { inWorker: 'ends the host' }],
  ['giant-string', 'splits a giant string', CRASHED, { inWorker: 'ends the host' }],
  // Before Node 22 nothing tells how much a thread has.
  ['buffers', 'makes buffers without end', [CRASHED, 'HOOK_TIMEOUT']],
  ['buffers-at-once', 'makes large buffers in one go', [CRASHED, 'HOOK_TIMEOUT']],
  ['endless-recursion', 'calls itself without end', 'HOOK_FAILED'],
];

const ENDS: readonly Row[] = [
  ['exits', 'exits', CRASHED],
  ['exits-below', 'exits below what Node documents', CRASHED],
  ['exits-while-imported', 'exits while it is imported', 'skipped'],
  ['exits-in-activate', 'exits while it is activated', 'skipped'],
  // In a thread it cannot.
  ['aborts', 'aborts', [CRASHED, 'HOOK_FAILED']],
  ['segmentation-fault', 'sends itself a segmentation fault', 'HOOK_FAILED'],
  ['kills-itself', 'kills its process', 'HOOK_FAILED'],
  ['binding-assertion', 'breaks an assertion in native code', 'HOOK_FAILED'],
  ['closes-descriptors', 'closes all descriptors', CRASHED, { inWorker: 'ends the host' }],
  ['unhandled-rejection', 'leaves a rejection unhandled', CRASHED],
  ['throws-in-timer', 'throws in a timer', CRASHED],
  ['throws-while-imported', 'throws while it is imported', 'skipped'],
];

const THROWS: readonly Row[] = [
  ['throws-null', 'throws null', 'HOOK_FAILED'],
  ['throws-function', 'throws a function', 'HOOK_FAILED'],
  ['throws-frozen', 'throws a frozen object', 'HOOK_FAILED'],
  ['throws-with-trap', 'throws an error whose properties throw', 'HOOK_FAILED'],
];

const ANSWERS: readonly Row[] = [
  ['answers-function', 'answers with a function', UNSENDABLE],
  ['answers-symbol', 'answers with a symbol', UNSENDABLE],
  ['answers-proxy', 'answers with a proxy that throws', 'HOOK_FAILED'],
  ['answers-throwing-getter', 'answers with a getter that throws', 'HOOK_FAILED'],
  ['answers-prototype-key', 'answers with a key that changes prototypes', UNSENDABLE],
  ['answers-thenable', 'answers with something to wait for', 'HOOK_TIMEOUT'],
  ['answers-endless-array', 'answers with an array of a length of four billion', UNSENDABLE],
  ['answers-shared-references', 'answers with few objects that unfold to billions', UNSENDABLE],
  ['answers-deep', 'answers with a hundred thousand levels', UNSENDABLE],
  ['answers-cycle', 'answers with an object that holds itself', UNSENDABLE],
  ['answers-400-megabytes', 'answers with 400 MB', [TOO_LARGE, CRASHED]],
  ['answers-long-text', 'answers with a text of 20 MB', [TOO_LARGE, CRASHED]],
];

const FLOODS: readonly Row[] = [
  ['floods-log', 'logs a million lines in one go', ['ok', 'HOOK_TIMEOUT', CRASHED]],
  ['floods-progress', 'reports a million times how far it is', ['ok', 'HOOK_TIMEOUT']],
  ['floods-stdout', 'prints 200 MB', ['ok', 'HOOK_TIMEOUT']],
  ['floods-stderr', 'prints a hundred thousand lines of errors', ['ok', 'HOOK_TIMEOUT']],
  ['floods-services', 'calls the host a hundred thousand times at once', ['HOOK_TIMEOUT', 'HOOK_FAILED', CRASHED]],
];

/** In a thread the descriptor 3 is one of the host, and no connection. */
const CONNECTION: readonly Row[] = [
  ['floods-connection', 'sends a million messages that nobody asked for', ['ok', 'HOOK_TIMEOUT', 'HOOK_FAILED']],
  ['answers-unasked', 'answers calls that nobody made', [BROKEN, 'HOOK_FAILED']],
  ['writes-no-frame', 'writes no frames to its connection', [BROKEN, 'HOOK_FAILED']],
  ['writes-huge-frame', 'announces a frame of 2 GB', [BROKEN, 'HOOK_FAILED']],
  ['writes-prototype-key', 'sends a key that changes prototypes', [BROKEN, 'HOOK_FAILED']],
  ['writes-unknown-message', 'sends a message of no known type', [BROKEN, 'HOOK_FAILED']],
];

const ALONE = new Set([...STUCK, ...MEMORY, ...FLOODS].map(([name]) => name));

export const MISBEHAVIOURS: readonly Misbehaviour[] = [STUCK, MEMORY, ENDS, THROWS, ANSWERS, FLOODS, CONNECTION]
  .flat()
  .map(([name, what, outcomes, more]) => ({
    name,
    what,
    outcomes: [outcomes].flat(),
    // What can end otherwise is given the time for it.
    callMs: outcomes.includes('HOOK_TIMEOUT') ? 800 : 20_000,
    startMs: outcomes === 'skipped' ? 2000 : 30_000,
    ...(ALONE.has(name) || more?.inWorker !== undefined ? { alone: true } : {}),
    ...more,
  }));
