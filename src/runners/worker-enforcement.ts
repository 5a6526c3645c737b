import {
  ONLY_HTTP_CHECKED,
  brokered,
  declared,
  impossible,
  type Enforcement,
  type EnforcementCircumstances,
  type EnforcementFact,
} from './enforcement-fact.ts';
import { nodeFeatures } from './node-features.ts';

const FLAGS = 'Node denies it to a careless plugin, but a thread shares the memory and the descriptors of the host.';

/** A thread isolates faults. What its flags deny is not counted, because it has ways into the host all the same. */
export function workerEnforcement({ node, grants }: EnforcementCircumstances): Enforcement {
  return {
    fs: declared(FLAGS),
    net: netFact(node, grants.hosts.length > 0),
    env: declared('The thread gets chosen variables only, but the process around it holds all of them.'),
    exec: execFact(node, grants.commands.length > 0),
    worker: grants.worker ? noThreads : declared(FLAGS),
    native: declared(grants.native ? 'Native code can do all that the host can.' : FLAGS),
    service: brokered('Every call of a service goes to the host, which checks it.'),
    memoryMb: declared('Only the heap of the thread is limited; buffers are not, and one huge array ends the host.'),
    dataMb: declared('The host measures the folder and ends the thread, but a thread can write elsewhere.'),
    callMs: declared('The host answers in time and ends the thread, but a blocking system call can hold the thread.'),
    startMs: declared('The host answers in time and ends the thread, but a blocking system call can hold the thread.'),
    concurrency: brokered('The host holds further calls back.'),
  };
}

/** For both kinds of units. */
export const noThreads: EnforcementFact = impossible(
  'A thread that the plugin starts could drop every restriction, so none can be started even where it is granted.',
);

function netFact(node: string, granted: boolean): EnforcementFact {
  if (granted) return declared(ONLY_HTTP_CHECKED);
  return declared(nodeFeatures(node).netPermission ? FLAGS : `Node ${node} has no permission for the network.`);
}

function execFact(node: string, granted: boolean): EnforcementFact {
  if (granted && !nodeFeatures(node).childrenInherit) {
    return impossible(`On Node ${node} a program that is started would not be restricted at all.`);
  }
  return declared(granted ? 'A program that is started can do all that the host can.' : FLAGS);
}
