import type { Registration } from './hooks.ts';
import type { AnyHandler, Management } from './registered-hookimpl.ts';

/** Gives the handler of a hookimpl by its hook and id. */
export type FindHandler = (hook: string, id: string) => AnyHandler;

/** A registration in the hands of a plugin manager. Calls that run keep what they started with. */
export interface ManagedRegistration extends Registration {
  /** Puts handlers in the place of those that stood in for them. */
  setHandlers(find: FindHandler): void;
  manage(change: Partial<Management>): void;
  /** Whether asynchronous calls of its hooks run, whichever of their hookimpls they have come to. */
  isCalled(): boolean;
  /** Resolves when the calls that started before the last change, or before the disposal, have ended. */
  drained(): Promise<void>;
}
