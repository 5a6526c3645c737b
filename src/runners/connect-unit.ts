import type { PluginContext } from '../plugin/plugin-context.ts';
import { receiveHello, sayWelcome } from '../rpc/host-handshake.ts';
import { packError } from '../rpc/pack-error.ts';
import { Peer } from '../rpc/peer.ts';
import type { Traffic } from '../rpc/peer-options.ts';
import { connectionClosed, handshakeFailed } from '../rpc/rpc-errors.ts';
import type { ServingTable } from '../rpc/serving-table.ts';
import { createHostTable } from './host-table.ts';
import { parseShape } from './parse-shape.ts';
import type { Unit, UnitExit, UnitRequest } from './runner.ts';
import { SyncHandlers } from './sync-handlers.ts';
import type { UnitBody } from './unit-body.ts';
import { createUnitDefinition } from './unit-definition.ts';
import { toStartError, unitEnded } from './unit-errors.ts';
import type { UnitShape } from './unit-shape.ts';
import { UNIT_TARGETS, type UnitBoot, type UnitStart, type UnitTarget } from './unit-targets.ts';
import { PLUGIN_API } from './unit-versions.ts';

/** How long the steps of a unit's end may take, in milliseconds. */
const BYE_MS = 2000;
const TERMINATE_MS = 500;
const KILL_MS = 1000;

/** How long a unit may be silent that owes an answer, and how often it is looked at, in milliseconds. */
const HANG_MS = 10_000;
const LOOK_MS = 250;

/** How much more heap than the limit of old objects a unit may have, in MiB: room for young ones. */
const YOUNG_MB = 192;

/** Greets the unit that was started as `body`, and has it load its plugin. If that fails, it is ended. */
export async function connectUnit(request: UnitRequest, body: UnitBody): Promise<Unit> {
  const connected = new ConnectedUnit(request, body);
  return connected.start();
}

class ConnectedUnit {
  readonly #request: UnitRequest;
  readonly #body: UnitBody;
  readonly #side: string;
  readonly #peer: Peer;
  readonly #table: ServingTable;
  #context: PluginContext | undefined;
  readonly #exited: Promise<UnitExit>;
  #resolveExit: ((exit: UnitExit) => void) | undefined;
  #exit: UnitExit | undefined;
  /** Why it was ended, if it was. */
  #excuse: string | undefined;
  #hangTimer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | undefined;

  constructor(request: UnitRequest, body: UnitBody) {
    this.#request = request;
    this.#body = body;
    this.#side = `plugin "${request.plugin.id}"`;
    this.#table = createHostTable({
      context: () => this.#context,
      dispose: (disposal) => this.#tell('dispose', [disposal]),
    });
    this.#peer = new Peer(body.carrier, {
      role: 'host',
      side: this.#side,
      onLog: (level, text, data) => this.#context?.log[level](text, data),
      onProgress: (progress) => this.#context?.progress(progress),
      onResponsive: (isResponsive) => request.onResponsive?.(isResponsive),
      // Whatever ended the connection: a unit without one is of no use.
      onClose: () => this.#endLater(),
    });
    this.#exited = new Promise((resolve) => {
      this.#resolveExit = resolve;
    });
    this.#watchExit().catch(() => {
      // It does not reject.
    });
  }

  async start(): Promise<Unit> {
    const shape = await this.#greet();
    const { pid } = this.#body;
    const exited = this.#exited;
    this.#body.unref();
    const peer = this.#peer;
    this.#watchHang();
    const definition = createUnitDefinition(shape, {
      side: this.#side,
      table: this.#table,
      isOver: () => peer.closeReason !== undefined,
      sync: this.#createSync(),
      syncHooks: new Set(this.#request.syncHooks),
      call: (target, args, options) => peer.call(target, args, options),
      activate: (context) => this.#activate(context),
    });
    const traffic = (): Traffic => peer.traffic;
    return { definition, exited, stop: () => this.#stop(), traffic, ...(pid === undefined ? {} : { pid }) };
  }

  async #greet(): Promise<UnitShape> {
    const { plugin, folder, entryFile, startMs, granted, others = [] } = this.#request;
    const startedAt = performance.now();
    let phase: 'start' | 'import' = 'start';
    try {
      const hello = await receiveHello(this.#peer, { nonce: this.#body.nonce, timeoutMs: startMs });
      this.#assertHeapLimit(hello.heapLimit);
      phase = 'import';
      const boot: UnitBoot = {
        plugin: { id: plugin.id, version: plugin.version },
        folder,
        entryFile,
        startMs,
        others,
        granted,
      };
      const timeoutMs = Math.max(1, startMs - (performance.now() - startedAt));
      const table = this.#table;
      const { ready } = await sayWelcome(this.#peer, { hello, api: PLUGIN_API, boot, table, timeoutMs });
      return parseShape(this.#side, ready.about);
    } catch (thrown) {
      const exit = this.#exit;
      await this.#end();
      throw toStartError(this.#request, { thrown, exit, phase });
    }
  }

  /** The environment and flags can give a unit more than it was to have. */
  #assertHeapLimit(bytes: number): void {
    const { memoryMb } = this.#request;
    const given = Math.round(bytes / 2 ** 20);
    if (memoryMb === undefined || given <= memoryMb + YOUNG_MB) return;
    throw handshakeFailed(this.#side, `its heap may have ${given} MiB, where ${memoryMb} were asked for`);
  }

  async #activate(context: PluginContext): Promise<unknown> {
    this.#context = context;
    const { signal } = context;
    const answer = this.#call('activate', [toStart(context, this.#request.secrets ?? [])]);
    const abort = (): void => {
      this.#tell('abort', [packError(signal.reason)]).catch(() => {
        // It has ended meanwhile.
      });
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return answer;
  }

  #call(target: UnitTarget, args: readonly unknown[]): Promise<unknown> {
    return this.#peer.call(UNIT_TARGETS.indexOf(target), args);
  }

  /** What has ended need not be told. */
  async #tell(target: UnitTarget, args: readonly unknown[]): Promise<unknown> {
    return this.#peer.closeReason === undefined ? this.#call(target, args) : undefined;
  }

  async #watchExit(): Promise<void> {
    const exit = await this.#body.exited;
    this.#settle(this.#excuse === undefined ? exit : { ...exit, reason: this.#excuse });
  }

  #stop(): Promise<void> {
    return (this.#stopping ??= this.#sayBye());
  }

  async #sayBye(): Promise<void> {
    if (this.#peer.closeReason === undefined && this.#peer.health().isResponsive) {
      this.#peer.bye('the host stops the plugin');
      await this.#exitWithin(BYE_MS);
    }
    await this.#end();
  }

  #endLater(): void {
    this.#end().catch(() => {
      // It does not reject.
    });
  }

  /** Ends the unit by force, one step after the other. */
  async #end(): Promise<void> {
    this.#table.revoke();
    this.#peer.close(connectionClosed(this.#side, 'it was stopped'));
    if (this.#exit !== undefined) return;
    this.#body.terminate();
    if (await this.#exitWithin(TERMINATE_MS)) return;
    this.#body.kill();
    if (await this.#exitWithin(KILL_MS)) return;
    // A thread that is stuck in the system cannot be ended.
    this.#settle({ code: null, signal: null, reason: 'could not be ended', lastLines: [] });
  }

  #settle(exit: UnitExit): void {
    if (this.#exit !== undefined) return;
    this.#exit = exit;
    this.#table.revoke();
    clearInterval(this.#hangTimer);
    const wasStopped = this.#stopping !== undefined;
    this.#peer.close(wasStopped ? connectionClosed(this.#side, 'it was stopped') : unitEnded(this.#side, exit));
    this.#resolveExit?.(exit);
  }

  /** Ends a unit that leaves calls unanswered. While it is looked at with a debugger it may. */
  #watchHang(): void {
    const { hangMs = HANG_MS, execArgv } = this.#request;
    if (hangMs === Infinity || execArgv.some((flag) => flag.startsWith('--inspect'))) return;
    this.#hangTimer = setInterval(
      () => {
        if (this.#peer.health().silentMs < hangMs) return;
        this.#giveUp(`did not answer for ${hangMs} ms, and was ended`);
      },
      Math.min(LOOK_MS, hangMs),
    ).unref();
  }

  #giveUp(excuse: string): void {
    clearInterval(this.#hangTimer);
    this.#excuse ??= excuse;
    this.#body.kill();
  }

  #createSync(): SyncHandlers | undefined {
    const { sync } = this.#body;
    if (sync === undefined) return undefined;
    const onStuck = (): void => this.#giveUp('did not answer a synchronous call in time, and was ended');
    return new SyncHandlers(sync, { side: this.#side, onStuck });
  }

  async #exitWithin(limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), limitMs);
    });
    const exited = this.#exited.then(() => true);
    const hasExited = await Promise.race([exited, limit]);
    clearTimeout(timer);
    return hasExited;
  }
}

/** What the plugin is given at once. The unit has nobody to ask later: `ctx.dataDir` and `ctx.secrets` do not wait. */
function toStart(context: PluginContext, secretKeys: readonly string[]): UnitStart {
  const { config, secrets } = context;
  const there = secretKeys.filter((key) => secrets.has(key));
  return {
    config,
    secretKeys,
    secrets: Object.fromEntries(there.map((key) => [key, secrets.get(key)!])),
    dataDir: readDataDir(context),
  };
}

function readDataDir(context: PluginContext): UnitStart['dataDir'] {
  try {
    return { path: context.dataDir };
  } catch (thrown) {
    return { error: packError(thrown) };
  }
}
