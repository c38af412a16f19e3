/** The partitions other than `aws`, by how the names of their regions begin. Source: botocore, `partitions.json`. */
const partitions = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
] as const

/**
 * The partition of a region, which each ARN of what is there begins with; `aws` for a region that is not known.
 * Source: AWS General Reference, "Amazon Resource Names (ARNs)", partition.
 * @example
 * partitionOf('cn-north-1') // 'aws-cn'
 */
export function partitionOf(region: string): string {
  return partitions.find(([start]) => region.startsWith(start))?.[1] ?? 'aws'
}
