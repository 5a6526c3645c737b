import type { ImportSite } from './imports-of.ts';

/** What code can do only with something from outside of the language, by the permission that it takes. */
export type Capability = 'net' | 'fs' | 'exec' | 'worker';

interface KnownModule {
  readonly capability: Capability;
  /** What it gives beside that: constants, types, helpers that touch nothing. */
  readonly harmless?: ReadonlySet<string>;
}

const CONSTANTS = ['constants', 'promises.constants'];
const http: KnownModule = {
  capability: 'net',
  harmless: new Set([
    'STATUS_CODES',
    'METHODS',
    'maxHeaderSize',
    'validateHeaderName',
    'validateHeaderValue',
    'IncomingMessage',
    'ServerResponse',
    'OutgoingMessage',
    'Agent',
    'constants',
    'Http2ServerRequest',
    'Http2ServerResponse',
  ]),
};
const net: KnownModule = {
  capability: 'net',
  harmless: new Set(['isIP', 'isIPv4', 'isIPv6', 'BlockList', 'SocketAddress', 'rootCertificates', 'getCiphers']),
};
const fs: KnownModule = { capability: 'fs', harmless: new Set([...CONSTANTS, 'Stats', 'Dirent']) };

const MODULES: Readonly<Record<string, KnownModule>> = {
  net,
  tls: net,
  http,
  https: http,
  http2: http,
  dgram: { capability: 'net' },
  dns: { capability: 'net', harmless: new Set(['ADDRCONFIG', 'V4MAPPED', 'NODATA', 'NOTFOUND']) },
  'dns/promises': { capability: 'net' },
  undici: { capability: 'net', harmless: new Set(['Headers', 'FormData', 'errors']) },
  ws: { capability: 'net' },
  axios: { capability: 'net' },
  got: { capability: 'net' },
  'node-fetch': { capability: 'net' },
  fs,
  'fs/promises': fs,
  sqlite: { capability: 'fs', harmless: new Set(['constants']) },
  child_process: { capability: 'exec' },
  cluster: { capability: 'exec', harmless: new Set(['isMaster', 'isPrimary', 'isWorker', 'worker']) },
  execa: { capability: 'exec' },
  'cross-spawn': { capability: 'exec' },
  worker_threads: {
    capability: 'worker',
    harmless: new Set([
      'isMainThread',
      'isInternalThread',
      'threadId',
      'threadName',
      'parentPort',
      'workerData',
      'MessageChannel',
      'MessagePort',
      'BroadcastChannel',
      'receiveMessageOnPort',
      'markAsUntransferable',
      'markAsUncloneable',
      'isMarkedAsUntransferable',
      'moveMessagePortToContext',
      'getEnvironmentData',
      'setEnvironmentData',
      'resourceLimits',
      'SHARE_ENV',
    ]),
  },
};

/** Globals that reach other computers. */
export const NETWORK_GLOBALS: readonly string[] = ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'];

export function capabilityOf(module: string): Capability | undefined {
  return Object.hasOwn(MODULES, module) ? MODULES[module]!.capability : undefined;
}

export function isHarmless(module: string, member: string): boolean {
  return Object.hasOwn(MODULES, module) && (MODULES[module]!.harmless?.has(member) ?? false);
}

/** What an import uses of a module that can do something: the names, or `undefined` for any of them. */
export interface CapableImport {
  readonly capability: Capability;
  /** Without `node:`. */
  readonly module: string;
  readonly members: readonly string[] | undefined;
}

/** What an import makes the code able to do; `undefined` where it takes only what is harmless, or only types. */
export function capabilityOfImport({ specifier, typeOnly, members }: ImportSite): CapableImport | undefined {
  const module = specifier?.replace(/^node:/, '');
  if (module === undefined || typeOnly) return undefined;
  const capability = capabilityOf(module);
  if (capability === undefined) return undefined;
  const used = members?.filter((member) => !isHarmless(module, member));
  return used?.length === 0 ? undefined : { capability, module, members: used };
}

/** `"exec" of "child_process"`. */
export function nameImport({ module, members }: CapableImport): string {
  if (members === undefined || members.length > 4) return `"${module}"`;
  return `${members.map((member) => `"${member}"`).join(', ')} of "${module}"`;
}
