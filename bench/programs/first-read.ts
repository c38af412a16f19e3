import type { Reader } from '../readers/reader.ts'
import { firstValue } from './first-value.ts'

export async function firstRead({ all }: Reader) {
  const [value] = await all([process.env['BENCH_NAMES'] as string])() // the bench sets it
  firstValue(value)
}
