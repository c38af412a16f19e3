import type { Reader } from '../readers/reader.ts'

/** Reads all the names, each value `BENCH_AT_ONCE` times at once, in a process that read nothing before; gives the time it took. */
export async function readsAtOnce({ all }: Reader) {
  const names = (process.env['BENCH_NAMES'] as string).split(',') // the bench sets it
  const readers = Number(process.env['BENCH_AT_ONCE'])
  const startedAt = performance.now()
  const read = all(names)
  const values = (await Promise.all(Array.from({ length: readers }, read))).flat()
  const ms = performance.now() - startedAt
  if (values.length !== names.length * readers || values.some((value) => typeof value !== 'string')) throw new Error('not all were read')
  process.stdout.write(JSON.stringify({ ms }))
  process.exit(0)
}
