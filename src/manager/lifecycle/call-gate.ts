import { HooklineError } from '../../errors/hookline-error.ts';
import type { AnyHandler, PluginIdentity } from '../../hooks/registered-hookimpl.ts';

/** More calls than this do not wait: whoever calls so often has to hear of it. */
const MOST_WAITING = 1024;

/** Lets so many calls of a plugin run at the same time. Further ones wait for their turn, which is part of their time. */
export class CallGate {
  readonly #plugin: PluginIdentity;
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(plugin: PluginIdentity, most: number) {
    this.#plugin = plugin;
    this.#most = most;
  }

  /** The same handler, one call of which is one place. Not for wrappers: they hold theirs while others run. */
  limit(handler: AnyHandler): AnyHandler {
    const limited: AnyHandler = async (args, second, third) => {
      await this.#enter();
      try {
        return await handler(args, second, third);
      } finally {
        this.#leave();
      }
    };
    return Object.defineProperty(limited, 'length', { value: handler.length });
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#most) {
      this.#running += 1;
      return;
    }
    const waiting = this.#waiting.length;
    if (waiting >= MOST_WAITING) throw overloaded(this.#plugin, waiting);
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** The place goes on to the one that has waited longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}

function overloaded({ id }: PluginIdentity, waiting: number): HooklineError {
  return new HooklineError(
    'RUNNER_OVERLOADED',
    `The plugin "${id}" is overloaded: calls that wait for it already: ${waiting}.`,
    {
      data: { plugin: id, waiting },
    },
  );
}
