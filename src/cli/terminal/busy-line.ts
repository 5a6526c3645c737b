import type { Style } from './style.ts';

/** The line at the bottom of a terminal that says what is being done. */
export interface BusyLine {
  /** `undefined` takes it away. */
  show(what: string | undefined): void;
}

export const NO_BUSY_LINE: BusyLine = { show: () => {} };

/** On standard error, which is never part of a result. */
export function createBusyLine(stream: NodeJS.WriteStream, style: Style): BusyLine {
  let isShown = false;
  return {
    show: (what) => {
      if (isShown) stream.write('\r\u001B[2K');
      isShown = what !== undefined;
      if (what !== undefined) stream.write(style.paint('dim', `… ${what}`.slice(0, Math.max(1, style.width - 1))));
    },
  };
}
