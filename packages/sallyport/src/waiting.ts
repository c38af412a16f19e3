/** Milliseconds of 23 days: a timer of more than 2 ** 31 - 1 fires at once. Source: Node.js, "Timers", setTimeout. */
export const longestMs = 2_000_000_000

/** Milliseconds that an invocation is left to tell what went wrong. */
export const lastWordMs = 100

/**
 * Waits for work that others share, for one caller: the budget or the caller's abort ends this wait and never the work. Gives
 * `undefined` when the budget is over.
 *
 * Sockets and timers of the work itself do not keep the process alive (a handler of the old callback form would wait for them);
 * this wait's own timer does, so that a script which awaits a value lives until it has it.
 */
export function within<T>(work: Promise<T>, budgetMs = longestMs, signal?: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve as () => void, Math.max(0, budgetMs)) // Node 24 warns of less
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    void work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  })
}

/** Waits, and keeps no process alive. */
export const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms).unref())
