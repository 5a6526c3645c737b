import { toHttpAnswer } from '../../plugin/http-answer.ts';
import type { HttpRequest, PluginHttp } from '../../plugin/plugin-http.ts';
import type { Peer } from '../../rpc/peer.ts';
import { parseHttpAnswer } from '../parse-http-answer.ts';
import { HOST_TARGETS } from '../unit-targets.ts';
import { toSent } from './to-sent.ts';

/** Requests that the host makes for the plugin. */
export function createUnitHttp(peer: Peer): PluginHttp {
  return Object.freeze({
    async fetch(url: string | URL, request?: HttpRequest) {
      const { signal, ...others } = request ?? {};
      const args = [url instanceof URL ? url.href : url, toSent(request, others)];
      return toHttpAnswer(parseHttpAnswer(await peer.call(HOST_TARGETS.indexOf('http'), args, { signal }), 'host'));
    },
  });
}
