/** The end of one caller's patience: a time-out until the headers, an abort until the body is read. */
export interface CallLimits {
  /** Ends the wait, not the work: others may wait for the same. */
  during<T>(work: Promise<T>): Promise<T>
  onEnd(stop: (reason: unknown) => void): void
  /** From here on only the caller's signal counts. */
  answered(): void
  release(): void
}

export function callLimits(timeoutMs: number, signal: AbortSignal | undefined, timedOut: () => Error): CallLimits {
  // setTimeout takes a longer one as 1 ms
  const longestTimerMs = 2 ** 31 - 1

  let end: (reason: unknown) => void = () => undefined
  const ended = new Promise<never>((_, reject) => {
    end = reject
  })
  ended.catch(() => undefined) // told by whoever waits; nobody may
  let isWaiting = true
  const giveUp = () => isWaiting && end(timedOut())
  // a thaw fires timers before sockets are read: let an answer that is already there be seen
  const timer = setTimeout(() => setImmediate(giveUp), Math.min(timeoutMs, longestTimerMs))
  const abort = () => end(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted) abort()

  function answered(): void {
    isWaiting = false
    clearTimeout(timer)
  }
  return {
    during: (work) => Promise.race([ended, work]),
    onEnd: (stop) => void ended.catch(stop),
    answered,
    release() {
      answered()
      signal?.removeEventListener('abort', abort)
    },
  }
}
