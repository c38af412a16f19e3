type Values = Record<string, unknown>
type Handler = (event: unknown, context: Values) => Promise<readonly unknown[]>

/** The names under keys that middy leaves as they are. */
export function keyed(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, i) => [`value${i}`, name]))
}

/** An invocation, as Lambda makes one, of a handler behind a middleware that puts `fetchData` into its context. */
export function invoked(fetchData: Record<string, string>, behind: (handler: Handler) => unknown): () => Promise<readonly unknown[]> {
  const keys = Object.keys(fetchData)
  const handler = behind(async (_event, context) => keys.map((key) => context[key])) as Handler // what middy wraps, it calls alike
  return () => handler({}, { getRemainingTimeInMillis: () => 30_000 })
}
