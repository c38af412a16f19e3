/** What a call sends, beside the credential. */
export interface CallOptions {
  /** Default: `GET`, with a body `POST`. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>> | Iterable<readonly [string, string]>
  /** An async iterable is sent as it comes, and so can be sent once only: not again after a 401. */
  readonly body?: string | Uint8Array | URLSearchParams | AsyncIterable<string | Uint8Array>
  /** In place of `body`: sent as JSON. */
  readonly json?: unknown
  /** Milliseconds until the answer's headers, the reading of the secret and a replay included. Default: 30,000. */
  readonly timeoutMs?: number
  /** Ends this call, its body too; never the reading of a secret that other calls wait for. */
  readonly signal?: AbortSignal
}
