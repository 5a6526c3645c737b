import { onTestFinished } from 'vitest';

let last = 0;

/** Puts a value where plugins find it until the test ends; gives the expression that their code reaches it by. */
export function shareWithPlugins(value: unknown): string {
  const name = `hooklineTest${++last}`;
  Object.defineProperty(globalThis, name, { value, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, name));
  return `globalThis.${name}`;
}

/** What plugins did, in order; `note` is the function that they note it with. */
export interface Journal {
  readonly lines: string[];
  readonly note: string;
}

export function createJournal(): Journal {
  const lines: string[] = [];
  return { lines, note: shareWithPlugins((line: string) => void lines.push(line)) };
}

/** Something that plugins wait for, and the test lets happen. */
export interface Gate {
  /** A promise, as the code of a plugin writes it. */
  readonly opened: string;
  /** Resolves when a plugin has come to the gate. */
  readonly reached: Promise<void>;
  open(): void;
}

/** Plugins wait at it with `await <opened>`. It opens by itself when the test ends. */
export function createGate(): Gate {
  let open!: () => void;
  let reach!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const wait = shareWithPlugins(() => {
    reach();
    return opened;
  });
  onTestFinished(() => open());
  return { opened: `${wait}()`, reached, open };
}

/** Waits until `holds` does, over turns of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  }
}
