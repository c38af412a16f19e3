import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { CloudTrailClient, paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import { type Local, startLocal } from '@sallyport/local'
import { onTestFinished } from 'vitest'
import type { Read, Start } from './environments.ts'

/** AWS on loopback, gone with the test, and what of it all environments and the test's own clients use. */
export async function aws() {
  const local = await startLocal({ port: 0 })
  onTestFinished(() => local.stop())
  return { local, reach: { endpoint: local.endpoint, region: local.region, credentials: local } }
}

export async function setFaults({ endpoint, controlToken }: Local, rules: readonly object[]): Promise<void> {
  const headers = { authorization: `Bearer ${controlToken}` }
  const answer = await fetch(`${endpoint}/_sallyport/faults`, { method: 'POST', headers, body: JSON.stringify({ rules }) })
  if (!answer.ok) throw new Error(`faults answered ${answer.status}: ${await answer.text()}`)
}

/**
 * Environments in a handful of processes, ended with the test. They are there when this resolves, and what it gives has all of them read
 * everything at once.
 * @param program the built `environments.ts`
 */
export async function crowd(program: string, local: Local, { names, ...start }: Start): Promise<() => Promise<readonly Read[]>> {
  const processes = 4
  const env = {
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_REGION: local.region,
    AWS_ACCESS_KEY_ID: local.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.secretAccessKey,
  }
  const children = await Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const child = fork(program, { env, execArgv: [] })
      onTestFinished(() => void child.kill('SIGKILL'))
      await answerOf<string>(child, { ...start, names: names.filter((_, nth) => nth % processes === index) } satisfies Start)
      return child
    }),
  )
  return async () => (await Promise.all(children.map((child) => answerOf<readonly Read[]>(child, 'go')))).flat()
}

async function answerOf<T>(child: ChildProcess, message: object | string): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of environments ended with ${code}`)
  })
  const answer = once(child, 'message')
  child.send(message)
  const [told] = await Promise.race([answer, ended])
  return told as T // what `environments.ts` sends
}

/** A call of GetSecretValue as the server's trail has it. */
export interface Request {
  readonly environment: string
  /** Absent of a throttled one, of which nothing was read. */
  readonly secret: string | undefined
  readonly error: string | undefined
}

export async function requestsTo(reach: Awaited<ReturnType<typeof aws>>['reach']): Promise<readonly Request[]> {
  const requests: Request[] = []
  const byName = { LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: 'GetSecretValue' }] }
  for await (const { Events = [] } of paginateLookupEvents({ client: new CloudTrailClient(reach) }, byName)) {
    for (const { CloudTrailEvent = '' } of Events) {
      const { userAgent, requestParameters, errorCode } = JSON.parse(CloudTrailEvent)
      const [environment = userAgent] = /environment-\d+/.exec(userAgent) ?? []
      requests.push({ environment, secret: requestParameters?.secretId, error: errorCode })
    }
  }
  return requests
}
