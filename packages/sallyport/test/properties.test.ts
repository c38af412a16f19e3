import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { played } from './properties/played.ts'
import { story } from './properties/steps.ts'

/** Milliseconds for a machine that has much else to do: on an idle one it takes five seconds. */
const longestMs = 300_000

test(
  '10,000 interleavings of reads, outages, refusals, rotations, clock jumps and freezes keep to every rule of the cache',
  async () => {
    const unhandled: unknown[] = []
    const hear = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', hear)
    onTestFinished(() => void process.off('unhandledRejection', hear))
    // A failure names its seed and path: `fc.assert(…, { seed, path })` plays it again.
    await fc.assert(
      fc.asyncProperty(story, (each) => played(each, unhandled)),
      { numRuns: 10_000 },
    )
    expect(unhandled).toEqual([])
  },
  longestMs,
)
