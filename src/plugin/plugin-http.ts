/** What is asked of another computer. */
export interface HttpRequest {
  /** `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE` or `OPTIONS`. Default `GET`. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Aborting it ends the request, and rejects with its reason. */
  readonly signal?: AbortSignal;
  /** What is done about a redirect; `manual` gives it as it is. Default `follow`. */
  readonly redirect?: 'follow' | 'error' | 'manual';
  /** How large the body of the answer may be, at most 10 MiB. Default 5 MiB. */
  readonly maxBytes?: number;
  /** How long all of it may take, redirects and body included, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
}

/** What has come back, as a whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  /** By their names in lower case. Several of one name stand with ", " between them, of `set-cookie` in lines. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from in the end. */
  readonly url: string;
  bytes(): Uint8Array;
  text(): string;
  /** @throws HTTP_FAILED if the body is not JSON */
  json(): unknown;
}

/** The network, through the host: nothing but the hosts that the operator grants. */
export interface PluginHttp {
  /**
   * Gives the answer, whatever its status.
   *
   * @throws HTTP_REFUSED for a host that is not granted, also if another redirects to it; HTTP_FAILED, HTTP_TIMEOUT,
   * HTTP_TOO_LARGE, CONTEXT_MISUSED, the reason of `signal`
   */
  fetch(this: void, url: string | URL, request?: HttpRequest): Promise<HttpAnswer>;
}
