import { toHttpAnswer } from '../../../plugin/http-answer.ts';
import type { HttpAnswer } from '../../../plugin/plugin-http.ts';
import { stoppedWhile } from '../context-errors.ts';
import type { HttpAsker } from './host-guard.ts';
import { parseHttpRequest } from './parse-http-request.ts';
import { performRequest } from './perform-request.ts';
import { Turns } from './turns.ts';

/** How many requests of one plugin are made at the same time: each may take twice 10 MiB of the host. */
const MOST_AT_ONCE = 16;

/** Makes the requests of one plugin. */
export class HttpDesk {
  readonly #asker: HttpAsker;
  readonly #end = new AbortController();
  readonly #turns = new Turns(MOST_AT_ONCE);

  constructor(asker: HttpAsker) {
    this.#asker = asker;
  }

  /** Rejects as {@link performRequest} does, and with CONTEXT_MISUSED. */
  async fetch(url: unknown, request: unknown): Promise<HttpAnswer> {
    const parsed = parseHttpRequest(this.#asker.plugin, url, request);
    const surroundings = { ended: this.#end.signal, turns: this.#turns };
    return toHttpAnswer(await performRequest(this.#asker, parsed, surroundings));
  }

  /** Ends what is under way. */
  close(): void {
    this.#end.abort(stoppedWhile(this.#asker.plugin, 'it waited for an answer of ctx.http'));
  }
}
