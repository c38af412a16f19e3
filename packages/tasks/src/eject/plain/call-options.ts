export interface CallOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>> | Iterable<readonly [string, string]>
  readonly body?: string | Uint8Array | URLSearchParams | AsyncIterable<string | Uint8Array>
  /** In place of the body: sent as JSON. */
  readonly json?: unknown
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export type Answer = Response & { toResponse(): Response; bytes(): Promise<Uint8Array> }

export interface Calling {
  /** Calls a declared host over https, the credential added; after a 401 the secret is read anew and the request sent once more. */
  fetch(target: string | URL, options?: CallOptions): Promise<Answer>
}
