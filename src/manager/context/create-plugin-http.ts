import { ignoreRejection } from '../../hooks/thenable.ts';
import type { HttpRequest, PluginHttp } from '../../plugin/plugin-http.ts';
import type { HttpAsker } from './http/host-guard.ts';
import type { HttpDesk } from './http/http-desk.ts';
import type { Redactor } from './redactor.ts';

/** `ctx.http`, and its end. What it takes to make requests is loaded with the first. */
export function createPluginHttp(
  asker: HttpAsker & { readonly shared: { readonly redactor: Redactor } },
  assertOpen: (used: string) => void,
): { readonly http: PluginHttp; readonly close: () => void } {
  let desk: Promise<HttpDesk> | undefined;
  const open = async (): Promise<HttpDesk> => {
    const { HttpDesk } = await import('./http/http-desk.ts');
    return new HttpDesk(asker);
  };
  const http: PluginHttp = Object.freeze({
    async fetch(url: string | URL, request?: HttpRequest) {
      assertOpen('ctx.http.fetch');
      try {
        desk ??= open();
        return await (await desk).fetch(url, request);
      } catch (thrown) {
        throw asker.shared.redactor.redactThrown(thrown);
      }
    },
  });
  return { http, close: () => void desk?.then((opened) => opened.close(), ignoreRejection) };
}
