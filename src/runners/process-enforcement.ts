import {
  ONLY_HTTP_CHECKED,
  THROUGH_HTTP,
  brokered,
  declared,
  enforced,
  impossible,
  type Enforcement,
  type EnforcementCircumstances,
  type EnforcementFact,
} from './enforcement-fact.ts';
import { nodeFeatures } from './node-features.ts';
import { noThreads } from './worker-enforcement.ts';

const KERNEL = 'The kernel keeps it, through bubblewrap.';
const MODEL = 'The permission model of Node denies what was not granted; it stops mistakes, not every attack.';

/** What a process of its own can be kept to: by flags of Node, and behind bubblewrap by the kernel. */
export function processEnforcement(circumstances: EnforcementCircumstances): Enforcement {
  return {
    fs: fsFact(circumstances),
    net: netFact(circumstances),
    env: enforced('The process gets chosen variables only.'),
    exec: execFact(circumstances),
    worker: workerFact(circumstances),
    native: nativeFact(circumstances),
    service: brokered('Every call of a service goes to the host, which checks it.'),
    memoryMb: memoryFact(circumstances),
    dataMb: dataFact(circumstances),
    callMs: enforced('The host answers in time, and ends a process that does not stop.'),
    startMs: enforced('The host answers in time, and ends a process that does not stop.'),
    concurrency: brokered('The host holds further calls back.'),
  };
}

function fsFact(circumstances: EnforcementCircumstances): EnforcementFact {
  if (circumstances.launcher === 'bubblewrap') return enforced(KERNEL);
  return looseEnd(circumstances) ?? enforced(MODEL);
}

function netFact(circumstances: EnforcementCircumstances): EnforcementFact {
  const { node, launcher, grants } = circumstances;
  if (grants.hosts.length > 0) return grantedNetFact(circumstances);
  if (launcher === 'bubblewrap') return enforced(KERNEL);
  if (!nodeFeatures(node).netPermission) {
    return declared(
      `Node ${node} has no permission for the network; its functions are taken away, which stops mistakes.`,
    );
  }
  return looseEnd(circumstances) ?? enforced(MODEL);
}

/** Where sockets can be denied they are, so that nothing is left but `ctx.http`; all hosts need nobody who tells them apart. */
function grantedNetFact(circumstances: EnforcementCircumstances): EnforcementFact {
  const { node, launcher, grants } = circumstances;
  if (grants.hosts.includes('*')) return declared('All hosts are granted, so the plugin has sockets of its own.');
  const isModel = nodeFeatures(node).netPermission && looseEnd(circumstances) === undefined;
  return isModel || launcher === 'bubblewrap' ? brokered(THROUGH_HTTP) : declared(ONLY_HTTP_CHECKED);
}

function execFact(circumstances: EnforcementCircumstances): EnforcementFact {
  const { node, grants } = circumstances;
  if (grants.commands.length === 0) return looseEnd(circumstances) ?? enforced(MODEL);
  if (nodeFeatures(node).childrenInherit) return declared('Once programs are granted, any can be started.');
  return impossible(`On Node ${node} a program that is started would not be restricted at all.`);
}

function workerFact(circumstances: EnforcementCircumstances): EnforcementFact {
  return circumstances.grants.worker ? noThreads : (looseEnd(circumstances) ?? enforced(MODEL));
}

function nativeFact(circumstances: EnforcementCircumstances): EnforcementFact {
  if (circumstances.grants.native) return declared('Native code does what it likes, whichever addon it is.');
  return looseEnd(circumstances) ?? enforced(MODEL);
}

function memoryFact({ platform }: EnforcementCircumstances): EnforcementFact {
  if (platform === 'win32') return declared('Only the heap is limited: nothing watches the other memory on Windows.');
  return enforced('The heap is limited by Node, and the host ends a process whose memory grows past the limit.');
}

function dataFact(circumstances: EnforcementCircumstances): EnforcementFact {
  const { level } = fsFact(circumstances);
  if (level !== 'enforced') return declared('The host measures the folder, but the plugin may write elsewhere.');
  return enforced('The host measures the folder every few seconds, and ends the process when there is too much in it.');
}

/** What was granted and cannot be held by Node: then the rest is a matter of trust. */
function looseEnd({ node, grants }: EnforcementCircumstances): EnforcementFact | undefined {
  if (grants.native) return declared('A native addon was granted, and Node does not restrict native code.');
  if (grants.commands.length > 0 && nodeFeatures(node).childrenInherit) {
    return declared('Programs were granted, and Node does not restrict them.');
  }
  return undefined;
}
