import {
  ONLY_HTTP_CHECKED,
  brokered,
  declared,
  impossible,
  type Enforcement,
  type EnforcementCircumstances,
} from './enforcement-fact.ts';

const SHARED = 'The plugin runs in the process of the host and can do all that the host can.';

/** Nothing but the counting of calls is kept where plugin and host share a heap. */
export function inlineEnforcement({ grants }: EnforcementCircumstances): Enforcement {
  const shared = declared(SHARED);
  return {
    fs: shared,
    net: grants.hosts.length > 0 ? declared(ONLY_HTTP_CHECKED) : shared,
    env: shared,
    exec: shared,
    worker: shared,
    native: shared,
    service: shared,
    memoryMb: impossible('Memory of the plugin cannot be told from memory of the host.'),
    dataMb: declared('The host measures the folder and stops the plugin, but the code of the plugin goes on.'),
    callMs: declared('The host stops waiting in time, but the code of the plugin goes on.'),
    startMs: declared('The host stops waiting in time, but the code of the plugin goes on.'),
    concurrency: brokered('The host holds further calls back.'),
  };
}
