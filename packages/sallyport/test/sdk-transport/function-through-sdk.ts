import { IAM } from '@aws-sdk/client-iam'
import { BatchGetSecretValueCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { STS } from '@aws-sdk/client-sts'
import type { Local } from '@sallyport/local'
import { onTestFinished } from 'vitest'
import { configureRuntime, listenTo } from '../../src/configure.ts'
import { declared, type Kind } from '../../src/declared.ts'
import type { SallyportEvent } from '../../src/events.ts'
import { storedText } from '../../src/kinds/stored-text.ts'
import type { ReadingOptions } from '../../src/reading-options.ts'
import { createRuntime } from '../../src/runtime.ts'
import { type SdkTransportOptions, sdkTransport } from '../../src/transports/sdk-transport.ts'

const text: Kind<string, object> = { kind: 'text', parse: storedText }

export const bytes: Kind<Uint8Array, object> = { kind: 'binary', parse: (stored) => Buffer.from(stored as Uint8Array) } // only of SecretBinary

/** An execution environment whose AWS is asked by clients of the AWS SDK; it ends with the test. */
export function functionThroughSdk({ endpoint, region, ...credentials }: Reach, options?: SdkTransportOptions) {
  const requests: string[] = []
  const settings = { endpoint, region, credentials }
  const [secrets, parameters] = [new SecretsManagerClient(settings), new SSMClient(settings)]
  // A company's middleware stands where this one does.
  const counting = (next: (args: never) => Promise<never>) => (args: { request: { headers: Record<string, string> } }) => {
    requests.push(args.request.headers['x-amz-target']?.split('.')[1] ?? '')
    return next(args as never)
  }
  secrets.middlewareStack.add(counting as never, { step: 'finalizeRequest' })
  parameters.middlewareStack.add(counting as never, { step: 'finalizeRequest' })

  let offsetMs = 0
  const runtime = createRuntime({ now: () => Date.now() + offsetMs, random: () => 0, env: { AWS_REGION: region } })
  const transport = {
    secretsmanager: sdkTransport(secrets, { GetSecretValueCommand, BatchGetSecretValueCommand }, options),
    ssm: sdkTransport(parameters, { GetParametersCommand, GetParameterCommand }, options),
  }
  configureRuntime(runtime, { transport })
  const events: SallyportEvent[] = []
  listenTo(runtime, (event) => events.push(event))
  onTestFinished(() => {
    secrets.destroy()
    parameters.destroy()
  })

  const of = <T>(place: string | object, kind: Kind<T, object>, options: ReadingOptions = {}) =>
    declared<T, object, string>(place, kind, options, () => runtime)
  return {
    requests,
    events,
    runtime,
    advance(ms: number) {
      offsetMs += ms
    },
    of,
    text: (place: string | object, options?: ReadingOptions) => of(place, text, options),
  }
}

export interface Reach {
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** A session of a role that may do what `Statement` says. */
export async function sessionThatMay(local: Local, RoleName: string, Statement: readonly object[]): Promise<Reach> {
  const settings = { endpoint: local.endpoint, region: local.region, credentials: local }
  const [iam, sts] = [new IAM(settings), new STS(settings)]
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: local.accountId }, Action: 'sts:AssumeRole' } }
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) })
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  if (Statement.length > 0) await iam.putRolePolicy({ RoleName, PolicyName: 'reads', PolicyDocument })
  const { Credentials } = await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: 'test' })
  iam.destroy()
  sts.destroy()
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  const { endpoint, region } = local
  return { endpoint, region, accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}
