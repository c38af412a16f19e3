import type { Reader } from '../readers/reader.ts'

/** Nanoseconds a read, of blocks that take turns: `samples.map[i]` was measured beside `samples.get[i]`. */
export interface WarmReads {
  map: number[]
  get: number[]
  clock: number[]
  peek: number[]
}

/** Cached reads beside awaiting a Map lookup behind an async function, and `peek` beside reading the clock. */
export async function warmReads({ one, peek }: Reader) {
  const name = process.env['BENCH_NAMES'] as string // the bench sets these
  const blocks = Number(process.env['BENCH_BLOCKS'])
  const held = new Map([[name, 'a value of no use to anyone']])
  const fromMap = async () => held.get(name)
  const get = one?.(name)
  if (get === undefined || (await get()) === undefined) throw new Error('nothing was read')
  const look = peek?.(name)

  const samples: WarmReads = { map: [], get: [], clock: [], peek: [] }
  for (let block = -3; block < blocks; block += 1) {
    const map = await awaited(fromMap)
    const got = await awaited(get)
    const clock = called(Date.now)
    const peeked = look && called(look)
    if (block < 0) continue // the first blocks let the compiler settle
    samples.map.push(map)
    samples.get.push(got)
    samples.clock.push(clock)
    if (peeked !== undefined) samples.peek.push(peeked)
  }
  process.stdout.write(JSON.stringify(samples))
  process.exit(0)
}

/** Reads until a block is long enough for the clock, and gives the nanoseconds of one. */
async function awaited(read: () => Promise<unknown>): Promise<number> {
  const blockMs = 40
  let count = 0
  const startedAt = performance.now()
  let ms = 0
  while (ms < blockMs) {
    for (let i = 0; i < 1000; i += 1) await read()
    count += 1000
    ms = performance.now() - startedAt
  }
  return (ms * 1e6) / count
}

function called(read: () => unknown): number {
  const blockMs = 40
  let count = 0
  let seen: unknown
  const startedAt = performance.now()
  let ms = 0
  while (ms < blockMs) {
    for (let i = 0; i < 10_000; i += 1) seen = read()
    count += 10_000
    ms = performance.now() - startedAt
  }
  if (seen === undefined) throw new Error('nothing was read') // and the compiler may not leave the reads out
  return (ms * 1e6) / count
}
