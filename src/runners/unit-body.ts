import type { Carrier } from '../rpc/carrier.ts';
import type { UnitExit } from './runner.ts';
import type { SyncLine } from './sync-channel.ts';

/** The thread or process that a unit is. */
export interface UnitBody {
  readonly carrier: Carrier;
  /** What the unit has to say in its HELLO. */
  readonly nonce: string;
  /** Resolves once, when what it wrote has been read as well. */
  readonly exited: Promise<UnitExit>;
  readonly pid: number | undefined;
  /** For synchronous hooks; a process has none. */
  readonly sync?: SyncLine | undefined;
  /** Asks it to end; it may not. */
  terminate(): void;
  /** Ends it. */
  kill(): void;
  /** From now on it does not keep the host alive. */
  unref(): void;
}
