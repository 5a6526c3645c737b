import type { RpcLimits } from './limits.ts';
import type { LogLevel, WireProgress } from './protocol.ts';
import type { ServingTable } from './serving-table.ts';

export interface PeerOptions {
  /** The side that this peer is. Only a unit logs and reports progress; only a host is asked for a welcome. */
  readonly role: 'host' | 'unit';
  /** How messages name the other side, after "the": `plugin "acme.one"`, or `host`. */
  readonly side: string;
  /** What the other side may call. A unit that has yet to load its plugin gives it when it is ready. */
  readonly table?: ServingTable;
  readonly limits?: Partial<RpcLimits>;
  /** Milliseconds that only go up. */
  readonly clock?: () => number;
  /** Whether errors of the other side say where on this side the call was made: costs each call a quarter. Default `false`. */
  readonly traceCalls?: boolean;
  readonly onLog?: (level: LogLevel, text: string, data: unknown) => void;
  /** `id` is the number of the call, or 0 for the plugin as a whole. */
  readonly onProgress?: (progress: WireProgress, id: number) => void;
  readonly onResponsive?: (isResponsive: boolean) => void;
  /** The other side wants an orderly end. */
  readonly onBye?: (reason: string) => void;
  /** Once, whatever ended the connection. */
  readonly onClose?: (reason: Error) => void;
}

/** What a unit may say of a call while it is at it. */
export interface CallReports {
  readonly onLog?: PeerOptions['onLog'];
  readonly onProgress?: PeerOptions['onProgress'];
}

/** One thing that a unit logs. */
export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
  readonly data?: unknown;
  /** The call of the host in which it is logged; 0, the default, for the plugin as a whole. */
  readonly id?: number;
}

export interface CallOptions {
  /** Take the place of those of the peer for what the unit says of this call. */
  readonly reports?: CallReports | undefined;
  /** How messages name what is called, where the table has no name for it. */
  readonly name?: string;
  /** How long to wait, in milliseconds. Default: no limit. */
  readonly timeoutMs?: number | undefined;
  /** Aborting it rejects the call at once with its reason, and tells the other side. */
  readonly signal?: AbortSignal | undefined;
}

/** How a connection is doing. */
/** The calls that go over a connection, in both directions. */
export interface Traffic {
  readonly underWay: number;
  /** All that there were. */
  readonly total: number;
}

export interface PeerHealth {
  readonly isResponsive: boolean;
  /** How long the other side has been silent while it owed something, in milliseconds. */
  readonly silentMs: number;
  /** Calls of this side without an answer. */
  readonly unanswered: number;
  /** Those among them that nobody waits for any more. */
  readonly abandoned: number;
  /** How long the oldest of these has been ignored, in milliseconds. */
  readonly oldestAbandonedMs: number;
  /** Calls that wait for their turn on this side. */
  readonly queued: number;
  /** Calls of the other side without an answer. */
  readonly serving: number;
}
