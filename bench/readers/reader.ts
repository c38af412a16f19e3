/** A peer as its users write it: client and cache at module level, one way in. Each is bundled alone with the program that measures it. */
export interface Reader {
  /**
   * What a handler calls for the values of `names`, all at once, read again after `ttlSeconds`.
   * Called once in a process: middy's cache, for one, is the process's.
   */
  all(names: readonly string[], ttlSeconds?: number): () => Promise<readonly unknown[]>
  /** What a handler awaits for one cached value; without the list around it, which would be measured too. */
  one?(name: string): () => Promise<unknown>
  /** The value in memory, without a promise; only sallyport has it. */
  peek?(name: string): () => unknown
}
