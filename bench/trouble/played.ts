import type { MeasuredNode } from '../measuring/measured-node.ts'
import type { Invoked } from '../programs/invocations.ts'
import { startFunction } from './frozen-function.ts'
import { type Mood, startTroubledAws } from './troubled-aws.ts'

/** What a function's reads came to, and how many requests AWS saw of them. */
export interface Played extends Invoked {
  requests: number
}

export interface Trouble {
  title: string
  mood: Mood
  /** Whether AWS closes the connections that the function keeps, while that is frozen. */
  closesKept?: boolean
}

export interface Stage {
  node: MeasuredNode
  /** The program that reads. */
  file: string
  /** How long a read that does not end is waited for. */
  patienceMs: number
}

export const [oldValue, newValue] = ['the old value', 'the new value'] as const

/** One good read; then a freeze, longer than the value lives, in which the trouble begins; then two reads. */
export function afterFreeze(stage: Stage, { mood, closesKept = false }: Trouble): Promise<Played> {
  const { file, patienceMs } = stage
  return withFunction(stage, async (aws, lambda) => {
    aws.becomes('well', oldValue)
    const { reads } = await lambda.invoke({ times: 1, patienceMs })
    if (reads[0]?.value !== oldValue) throw new Error(`${file} did not read its first value: ${JSON.stringify(reads)}`)
    await lambda.freeze(() => {
      aws.becomes(mood, newValue)
      if (closesKept) aws.closeKept()
    })
    const invoked = await lambda.invoke({ times: 2, patienceMs })
    return { ...invoked, requests: aws.requests() }
  })
}

/** Ten reads, one after another, of a secret that does not exist. */
export function tenOfMissing(stage: Stage): Promise<Played> {
  return withFunction(stage, async (aws, lambda) => {
    aws.becomes('missing', newValue)
    const invoked = await lambda.invoke({ times: 10, patienceMs: stage.patienceMs })
    return { ...invoked, requests: aws.requests() }
  })
}

async function withFunction(
  { node, file }: Stage,
  play: (aws: Awaited<ReturnType<typeof startTroubledAws>>, lambda: ReturnType<typeof startFunction>) => Promise<Played>,
): Promise<Played> {
  const aws = await startTroubledAws()
  const lambda = startFunction(node, file, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'of-no-use-to-anyone',
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    BENCH_NAMES: 'bench/key',
  })
  try {
    return await play(aws, lambda)
  } finally {
    await lambda.end()
    await aws.stop()
  }
}
