import type { Reader } from '../readers/reader.ts'

/** What the bench asks for: so many reads, one after another, each waited for at most so long. */
export interface Asked {
  times: number
  patienceMs: number
}

export interface Invoked {
  reads: Read[]
  /** Rejections that nobody heard: Lambda ends a process that has one. */
  unheard: number
}

/** One read: the value it gave, the error it threw by its code, or neither, when patience was over first. */
export interface Read {
  ms: number
  value?: unknown
  threw?: string
}

/** A function of Lambda's in small: it reads when its parent asks it to, and may be stopped in between. Values live for one second. */
export function invocations({ all }: Reader) {
  const read = all([process.env['BENCH_NAMES'] as string], 1) // the bench sets it
  let unheard = 0
  process.on('disconnect', () => process.exit()) // a read that hangs would keep it
  process.on('unhandledRejection', () => {
    unheard += 1
  })
  process.on('message', async ({ times, patienceMs }: Asked) => {
    const reads: Read[] = []
    for (let i = 0; i < times; i += 1) reads.push(await timed(read, patienceMs))
    await new Promise(setImmediate) // a rejection is called unheard once the turn is over
    process.send?.({ reads, unheard } satisfies Invoked)
  })
}

async function timed(read: () => Promise<readonly unknown[]>, patienceMs: number): Promise<Read> {
  const startedAt = performance.now()
  const outcome = await Promise.race([
    read().then(
      ([value]) => ({ value }),
      (error: unknown) => ({ threw: codeOf(error) }),
    ),
    new Promise<object>((over) => {
      setTimeout(over, patienceMs, {})
    }),
  ])
  return { ...outcome, ms: performance.now() - startedAt }
}

/** By what a caller can tell the error: a code, or the name where there is none. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
