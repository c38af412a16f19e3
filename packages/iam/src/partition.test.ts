import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { partitionOf } from './partition.ts'

interface Partitions {
  readonly partitions: readonly { readonly id: string; readonly regions: Readonly<Record<string, unknown>> }[]
}

/** AWS's own table, as the SDK has it. */
const sdkCore = dirname(createRequire(import.meta.url).resolve('@aws-sdk/core/package.json'))
const { partitionsInfo } = (await import(join(sdkCore, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'))) as {
  partitionsInfo: Partitions // it has no types
}
const regions = partitionsInfo.partitions.flatMap(({ id, regions }) => Object.keys(regions).map((region) => [region, id] as const))

test('each region that the AWS SDK knows is in the partition that it says', () => {
  expect(regions.length).toBeGreaterThan(30)
  // what stands for all regions of a partition is no region
  const real = regions.filter(([region]) => !region.startsWith('aws-'))
  expect(real.map(([region]) => [region, partitionOf(region)])).toEqual(real)
})

test('a region that is not known yet is in the partition of the commercial ones', () => {
  expect(partitionOf('mx-west-7')).toBe('aws')
})
