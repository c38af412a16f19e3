/** The cache that people write by hand around a client that has none: a value and when it was read. */
export function behindAMap<T>(read: (name: string) => Promise<T>, ttlSeconds: number): (name: string) => Promise<T> {
  const held = new Map<string, { value: T; readAt: number }>()
  return async (name) => {
    const found = held.get(name)
    if (found !== undefined && Date.now() - found.readAt < ttlSeconds * 1000) return found.value
    const value = await read(name)
    held.set(name, { value, readAt: Date.now() })
    return value
  }
}

/** The same around a read of several names in one request. */
export function allBehindAMap<T>(read: () => Promise<T>, ttlSeconds: number): () => Promise<T> {
  const cached = behindAMap(read, ttlSeconds)
  return () => cached('all')
}
