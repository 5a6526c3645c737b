import type { HooklineError } from 'hookline';
import {
  createPluginContext,
  type ContextParts,
  type OpenContext,
  type ProgressEvent,
} from '../../../src/manager/context/create-plugin-context.ts';
import { Disposals } from '../../../src/manager/context/disposals.ts';
import { Locks } from '../../../src/manager/context/locks.ts';
import { LogLevels } from '../../../src/manager/context/log-levels.ts';
import { OffloadPool } from '../../../src/manager/context/offload-pool.ts';
import type { LogRecord } from '../../../src/manager/context/plugin-log.ts';
import { Redactor } from '../../../src/manager/context/redactor.ts';
import { ServiceTable } from '../../../src/manager/context/service-table.ts';
import { createHooksHandle } from '../../../src/hooks/create-hooks.ts';
import { ManifestSchema, type Manifest, type ManifestInput } from '../../../src/manifest/manifest.ts';

/** A new identity each time, as each activation of a plugin has its own. */
export function identity(id = 'acme.one', version = '1.0.0'): { readonly id: string; readonly version: string } {
  return Object.freeze({ id, version });
}

export function manifestOf(input: Partial<ManifestInput> = {}): Manifest {
  return ManifestSchema.parse({ id: 'acme.one', version: '1.0.0', api: '^1.0', entry: './index.js', ...input });
}

/** What `promise` rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<HooklineError> {
  return promise.then(
    () => {
      throw new Error('expected a rejection');
    },
    (error: HooklineError) => error,
  );
}

export interface Opened extends OpenContext {
  readonly parts: ContextParts;
  readonly logged: LogRecord[];
  readonly progress: ProgressEvent[];
  readonly secretsRead: unknown[];
}

/** The context of a plugin, and all that comes out of it. */
export function openContext(overrides: Partial<ContextParts> = {}): Opened {
  const logged: LogRecord[] = [];
  const progress: ProgressEvent[] = [];
  const secretsRead: unknown[] = [];
  const levels = new LogLevels();
  const plugin = overrides.plugin ?? identity();
  const parts: ContextParts = {
    plugin,
    manifest: manifestOf(),
    granted: [],
    folder: undefined,
    stateDir: undefined,
    config: () => Object.freeze({}),
    secrets: new Map(),
    disposals: new Disposals({ plugin, timeoutMs: 1000, onLateError: () => {} }),
    activate: () => Promise.reject(new Error('nobody is activated here')),
    shared: {
      redactor: new Redactor(),
      locks: new Locks(),
      offloadPool: new OffloadPool(),
      services: new ServiceTable({ host: {}, providerOf: () => undefined }),
      hooks: createHooksHandle({}, {}),
      isLogged: (id, level) => levels.allows(id, level),
      onLog: (record) => logged.push(record),
      onProgress: (event) => progress.push(event),
      onSecretRead: (read) => secretsRead.push(read),
    },
    ...overrides,
  };
  return { ...createPluginContext(parts), parts, logged, progress, secretsRead };
}
