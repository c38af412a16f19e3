import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import type { Place } from './command.ts'
import type { Running } from './local-server.ts'

/**
 * A place from where commands go to loopback as they would to AWS, by a profile: with the administrator's keys, or those of a role that may
 * do nothing but `actions`.
 */
export async function asProfile(local: Running, actions?: readonly string[]): Promise<Pick<Place, 'cwd' | 'env'>> {
  const keys = actions === undefined ? local.credentials : await roleKeys(local, actions)
  const name = actions === undefined ? 'administrator' : actions.join('-').replace(/\W/g, '-')
  const configuration = join(local.cwd, `${name}.aws-config`)
  const lines = ['[default]', `region = ${local.region}`, `endpoint_url = ${local.endpoint}`, ...settings(keys)]
  writeFileSync(configuration, lines.join('\n'), { mode: 0o600 })
  return { cwd: local.cwd, env: { ...local.env, AWS_CONFIG_FILE: configuration, AWS_SHARED_CREDENTIALS_FILE: join(local.cwd, 'none') } }
}

interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

function settings({ accessKeyId, secretAccessKey, sessionToken }: Keys): string[] {
  const all = [`aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`]
  return sessionToken === undefined ? all : [...all, `aws_session_token = ${sessionToken}`]
}

async function roleKeys(local: Running, actions: readonly string[]): Promise<Keys> {
  const [iam, sts] = [new IAM(local), new STS(local)]
  const { Account } = await sts.getCallerIdentity({})
  const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  const RoleName = `only-${actions.join('-').replace(/\W/g, '-')}`.slice(0, 64)
  await iam.createRole({
    RoleName,
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { AWS: Account }, Action: 'sts:AssumeRole' }),
  })
  if (actions.length > 0)
    await iam.putRolePolicy({ RoleName, PolicyName: 'only', PolicyDocument: document({ Effect: 'Allow', Action: actions, Resource: '*' }) })
  const { Credentials } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${Account}:role/${RoleName}`, RoleSessionName: 'test' })
  if (Credentials?.AccessKeyId === undefined || Credentials.SecretAccessKey === undefined) throw new Error('AssumeRole gave no keys')
  return { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken }
}
