/** One way in which a plugin can misbehave. */
export interface FaultTraits {
  /** The plugin: an expression with `HOOK` and `MS` in it. */
  readonly code: string;
  /** Why it must not happen in the process of the test; absent where that is harmless. */
  readonly danger?: string;
}

const answering = (body: string): string => `{ hooks: { [HOOK]: async (args, ctx) => { ${body} } } }`;

/** Every fault, by name. */
export const FAULTS = {
  /** Throws an error. */
  throws: { code: "{ hooks: { [HOOK]: () => { throw new Error('The fault of the test.'); } } }" },
  /** Gives a promise that is rejected. */
  rejects: { code: answering("await null; throw new Error('The fault of the test.');") },
  throwsUndefined: { code: '{ hooks: { [HOOK]: () => { throw undefined; } } }' },
  /** Throws an error whose message cannot be read. */
  throwsUnreadable: {
    code: `{ hooks: { [HOOK]: () => {
      throw Object.defineProperty(new Error(), 'message', { get() { throw new Error('Nobody reads this.'); } });
    } } }`,
  },
  /** Gives something that no hookspec can want. */
  answersWrongly: { code: '{ hooks: { [HOOK]: () => Symbol.for("wrong") } }' },
  /** Gives a promise that never settles. */
  hangs: { code: '{ hooks: { [HOOK]: () => new Promise(() => {}) } }' },
  /** Keeps the event loop busy for `ms`. */
  blocks: { code: '{ hooks: { [HOOK]: () => { const end = Date.now() + MS; while (Date.now() < end); } } }' },
  /** Keeps the event loop busy for ever. */
  blocksForever: {
    code: '{ hooks: { [HOOK]: () => { for (;;); } } }',
    danger: 'nothing else in the process would ever go on',
  },
  /** Leaves an interval and a listener of the process behind. */
  leaks: {
    code: `{ hooks: { [HOOK]: () => {
      setInterval(() => {}, 60_000).unref();
      process.on('warning', function leftBehind() {});
    } } }`,
  },
  /** Ends the process that it runs in. */
  exits: { code: '{ hooks: { [HOOK]: () => { process.exit(3); } } }', danger: 'it would end the process of the test' },
  /** Takes memory until there is none. */
  exhausts: {
    code: '{ hooks: { [HOOK]: () => { const all = []; for (;;) all.push(new Array(100_000).fill(all.length)); } } }',
    danger: 'the process of the test would run out of memory',
  },
  /** Prints a thousand lines. */
  floods: { code: '{ hooks: { [HOOK]: () => { for (let n = 1; n <= 1000; n++) console.log("line", n); } } }' },
  /** Throws in a timer, after it has answered. */
  throwsLater: {
    code: "{ hooks: { [HOOK]: () => { setTimeout(() => { throw new Error('The late fault of the test.'); }, 1); } } }",
    danger: 'test runners take an error that nobody handled for one of the test',
  },
  /** Fails when it is activated. */
  failsToActivate: {
    code: "{ activate() { throw new Error('The fault of the test.'); }, hooks: { [HOOK]: () => {} } }",
  },
  /** Never ends its activation. */
  hangsInActivate: { code: '{ activate: () => new Promise(() => {}), hooks: { [HOOK]: () => {} } }' },
  /** Never ends its deactivation. */
  hangsInDeactivate: { code: '{ deactivate: () => new Promise(() => {}), hooks: { [HOOK]: () => {} } }' },
  /** Fails when it is imported. */
  failsToImport: { code: "(() => { throw new Error('The fault of the test.'); })()" },
} as const satisfies Readonly<Record<string, FaultTraits>>;

/** The name of a way in which a plugin can misbehave. */
export type Fault = keyof typeof FAULTS;
