import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, expect, onTestFinished } from 'vitest'
import { type Local, type LocalOptions, startLocal } from '../src/index.ts'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** What any client of the SDK needs to reach a server; one attempt, so that a test sees the error and not its retry. */
export function reaching(local: Local, credentials: Credentials = local) {
  return { endpoint: local.endpoint, region: local.region, credentials, maxAttempts: 1 }
}

/** A server in memory, stopped when the test is over, with clients of its administrator. */
export async function started(options: LocalOptions = {}) {
  const local = await startLocal({ port: 0, ...options })
  onTestFinished(() => local.stop())
  return clientsOf(local)
}

/** A server in memory for all tests of a file, stopped after the last, with clients of its administrator. */
export async function startedForAll(options: LocalOptions = {}) {
  const local = await startLocal({ port: 0, ...options })
  afterAll(() => local.stop())
  return clientsOf(local)
}

export function clientsOf(local: Local, credentials: Credentials = local) {
  const reach = reaching(local, credentials)
  return { local, secrets: new SecretsManagerClient(reach), sts: new STSClient(reach), iam: new IAMClient(reach) }
}

export type Clients = ReturnType<typeof clientsOf>

/** The administrator's role that only its account may assume, and a session of it with exactly these statements. */
export async function sessionOf({ local, iam, sts }: Clients, RoleName: string, statements: readonly object[]): Promise<Clients> {
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting({ AWS: local.accountId }) }))
  if (statements.length > 0) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: policy(statements) }))
  }
  return clientsOf(local, await assumed(sts, Role?.Arn ?? ''))
}

export async function assumed(sts: STSClient, RoleArn: string): Promise<Credentials> {
  const { Credentials: session } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'tested' }))
  return {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  }
}

export function trusting(Principal: object | string): string {
  return policy([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }])
}

export function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement })
}

/** A refusal in IAM's XML form, with the HTTP status of its own list of errors. */
export const iamRefusal = (code: string, httpStatusCode: number, message: string | RegExp = '') => ({
  Code: code,
  message: expect.stringMatching(message),
  $metadata: expect.objectContaining({ httpStatusCode }),
})

/** A folder that is gone when the test is over. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A folder for a server's data and one for its root key. */
export function freshFolders() {
  const folder = freshFolder()
  return { folder, dataDir: join(folder, 'data'), environment: { XDG_CONFIG_HOME: join(folder, 'config') } }
}
