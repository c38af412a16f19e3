import { isWithin } from '../cache/life.ts'

/** What was asked, and when. */
export interface InTime<T> {
  readonly answer: T
  readonly sentAt: number
}

/**
 * Has another's client answer within `limitMs`, since one that waits for ever would have every read wait with it. What was frozen over
 * is begun anew, once: the limit that ends then, and the answer that has lain, say nothing about AWS. The client is told to give up by
 * the signal, and is not waited for when it does not.
 */
export async function inTime<T>(ask: (signal: AbortSignal) => Promise<T>, limitMs: number, now: () => number): Promise<InTime<T>> {
  // Milliseconds past the limit at which the process was not running: no event loop is that late otherwise.
  const frozenAfterMs = 500

  for (let attempt = 1; ; attempt++) {
    const sentAt = now()
    const ending = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const isFrozenOver = () => attempt === 1 && !isWithin(limitMs + frozenAfterMs, sentAt, now())
    try {
      const limit = new Promise<never>((_, reject) => {
        const expire = () => {
          ending.abort() // not after an answer: the client's socket is kept by then
          reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }))
        }
        timer = setTimeout(expire, limitMs).unref() // what waits for the read keeps the process alive as long as it wants
      })
      const answer = await Promise.race([ask(ending.signal), limit])
      if (!isFrozenOver()) return { answer, sentAt }
    } catch (error) {
      if (!isFrozenOver()) throw error
    } finally {
      clearTimeout(timer)
    }
  }
}
