import { ownersOfStack } from './stack-owners.ts';
import { filesOfStack, toSlashes } from './stack-files.ts';

/** Where something was made. */
export interface Place {
  /** `file:line:column` of the first frame of code that is neither Node's, nor ours, nor in a package. */
  readonly at: string;
  /** The plugin whose code that is. */
  readonly plugin?: string;
}

const OWN_FOLDER = toSlashes(new URL('../..', import.meta.url).href) ?? '';

/** The code of plugins and tests that a stack leads to; `undefined` if there is none: what packages do for themselves is theirs. */
export function placeOfStack(stack: string | undefined): Place | undefined {
  for (const frame of (stack ?? '').split('\n')) {
    // Behind the first function that was waited for it is no longer known who asked for what.
    if (/^\s*at async /.test(frame)) return undefined;
    for (const [file = ''] of filesOfStack(frame)) {
      if (file.includes('/node_modules/') || file.startsWith(OWN_FOLDER)) continue;
      const position = /:(\d+:\d+)\)?$/.exec(frame.trim())?.[1];
      const [owner] = ownersOfStack(frame);
      const at = position === undefined ? file : `${file.replace(/\?.*$/, '')}:${position}`;
      return { at, ...(owner === undefined ? {} : { plugin: owner.plugin }) };
    }
  }
  return undefined;
}
