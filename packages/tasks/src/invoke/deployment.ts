import { setTimeout } from 'node:timers/promises'
import type { FunctionConfiguration, Lambda } from '@aws-sdk/client-lambda'
import { isNamed } from '../account/is-named.ts'
import { TaskError } from '../task-error.ts'
import { codeSha256 } from './zip.ts'

/** A function as it is to be. */
export interface Deployment {
  readonly name: string
  readonly zip: Uint8Array
  readonly handler: string
  readonly roleArn: string
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** Whether environments that run must go: one that was refused a moment ago waits before it asks again. */
  readonly isFresh: boolean
  readonly environment: Readonly<Record<string, string>>
}

export const deploymentChanges = ['created', 'updated', 'unchanged'] as const

export type DeploymentChange = (typeof deploymentChanges)[number]

/** Lambda's current Node runtime; on loopback every `nodejs` runtime is the server's own Node. */
const runtime = 'nodejs24.x'

/** Creates the function, or changes what differs from it, and waits until it can be invoked. */
export async function deployed(deployment: Deployment, lambda: Lambda): Promise<DeploymentChange> {
  const { name: FunctionName, zip } = deployment
  const existing = await lambda.getFunction({ FunctionName }).then(
    (answer) => answer.Configuration,
    (error) => (isNamed(error, 'ResourceNotFoundException') ? undefined : Promise.reject(error)),
  )
  if (existing === undefined) {
    await lambda.createFunction({ FunctionName, Code: { ZipFile: zip }, ...configurationOf(deployment) })
    await untilActive(FunctionName, lambda)
    return 'created'
  }
  const isNewCode = existing.CodeSha256 !== codeSha256(zip)
  // any update of the configuration ends the environments that run (Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle")
  const isNewConfiguration = deployment.isFresh || differs(existing, deployment)
  if (isNewConfiguration) {
    await lambda.updateFunctionConfiguration({ FunctionName, ...configurationOf(deployment) })
    await untilActive(FunctionName, lambda) // Lambda refuses a second update while one is in progress
  }
  if (isNewCode) {
    await lambda.updateFunctionCode({ FunctionName, ZipFile: zip })
    await untilActive(FunctionName, lambda)
  }
  return isNewCode || isNewConfiguration ? 'updated' : 'unchanged'
}

function configurationOf({ handler, roleArn, timeoutSeconds, memoryMb, environment }: Deployment) {
  return {
    Runtime: runtime,
    Handler: handler,
    Role: roleArn,
    Timeout: timeoutSeconds,
    MemorySize: memoryMb,
    Environment: { Variables: { ...environment } },
  } as const
}

function differs(existing: FunctionConfiguration, deployment: Deployment): boolean {
  const { Handler, Role, Timeout, MemorySize, Environment } = existing
  const now = [Handler, Role, Timeout, MemorySize, sorted(Environment?.Variables ?? {})]
  const then = [deployment.handler, deployment.roleArn, deployment.timeoutSeconds, deployment.memoryMb, sorted(deployment.environment)]
  return JSON.stringify(now) !== JSON.stringify(then)
}

function sorted(variables: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Lambda Developer Guide, "Lambda function states": a function can be invoked when it is Active and no update is in progress. */
async function untilActive(FunctionName: string, lambda: Lambda, { pollMs = 200, attempts = 300 } = {}): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { Configuration: { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = {} } = await lambda.getFunction({
      FunctionName,
    })
    if (State === 'Failed' || LastUpdateStatus === 'Failed') {
      throw new TaskError('DEPLOY_FAILED', {
        message: `function ${FunctionName} does not start (${StateReason ?? LastUpdateStatusReason ?? 'no reason given'}): look at its configuration`,
      })
    }
    if ((State ?? 'Active') === 'Active' && LastUpdateStatus !== 'InProgress') return
    await setTimeout(pollMs)
  }
  throw new TaskError('DEPLOY_FAILED', {
    message: `function ${FunctionName} is not active after ${(pollMs * attempts) / 1000} seconds: try again`,
  })
}
