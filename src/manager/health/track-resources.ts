import { createHook, executionAsyncId } from 'node:async_hooks';
import { captureStack } from './capture-stack.ts';
import { RESOURCE_KINDS } from './resource-kinds.ts';

/** Something that is open. */
export interface TrackedResource<Origin> {
  /** What it is called in messages: `timer`, `server`. */
  readonly what: string;
  readonly origin: Origin;
}

/** Knows what has been opened since it was started, and not been closed. */
export interface ResourceTracker<Origin> {
  /** By the number that Node has for it. Node tells a turn later that something was closed. */
  readonly open: ReadonlyMap<number, TrackedResource<Origin>>;
  stop(): void;
}

/** What Node puts between a call of `listen` and the server that comes of it, whose stack leads nowhere. */
const STEPS: ReadonlySet<string> = new Set(['TickObject', 'GETADDRINFOREQWRAP']);
const SERVERS: ReadonlySet<string> = new Set(['TCPSERVERWRAP', 'PIPESERVERWRAP']);

/** Takes a stack for each resource of the process that is opened, as long as it runs. What has no origin is passed over. */
export function trackResources<Origin>(
  originOf: (stack: string | undefined) => Origin | undefined,
): ResourceTracker<Origin> {
  const open = new Map<number, TrackedResource<Origin>>();
  const steps = new Map<number, Origin>();
  const hook = createHook({
    init: (id, type) => {
      const isStep = STEPS.has(type);
      if (!isStep && !Object.hasOwn(RESOURCE_KINDS, type)) return;
      const before = isStep || SERVERS.has(type) ? steps.get(executionAsyncId()) : undefined;
      const origin = originOf(captureStack()) ?? before;
      if (origin === undefined) return;
      if (isStep) steps.set(id, origin);
      else open.set(id, { what: RESOURCE_KINDS[type]!, origin });
    },
    destroy: (id) => {
      open.delete(id);
      steps.delete(id);
    },
  });
  hook.enable();
  return { open, stop: () => void hook.disable() };
}
