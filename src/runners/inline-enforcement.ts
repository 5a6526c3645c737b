import { brokered, declared, impossible, type Enforcement } from './enforcement-fact.ts';

const SHARED = 'The plugin runs in the process of the host and can do all that the host can.';

/** Nothing but the counting of calls is kept where plugin and host share a heap. */
export function inlineEnforcement(): Enforcement {
  const shared = declared(SHARED);
  return {
    fs: shared,
    net: shared,
    env: shared,
    exec: shared,
    worker: shared,
    native: shared,
    service: shared,
    memoryMb: impossible('Memory of the plugin cannot be told from memory of the host.'),
    callMs: declared('The host stops waiting in time, but the code of the plugin goes on.'),
    startMs: declared('The host stops waiting in time, but the code of the plugin goes on.'),
    concurrency: brokered('The host holds further calls back.'),
  };
}
