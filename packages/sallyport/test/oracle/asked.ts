import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { awsClient } from '../../src/aws-client/client.ts'
import type { Service } from '../../src/aws-client/endpoint.ts'
import { foundPlace } from '../../src/place/found-place.ts'

/** A request as it would go out. */
export interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Question {
  readonly service: Service
  readonly operation: 'GetSecretValue' | 'GetParameters'
  readonly input: object
}

type Environment = Readonly<Record<string, string | undefined>>

/** What the SDK would send from the process's environment, or nothing where it refuses to. */
export async function askedBySdk({ operation, input }: Question): Promise<Sent | undefined> {
  let sent: Sent | undefined
  const requestHandler = {
    async handle({ protocol, hostname, port, path, headers, body }: SdkRequest): Promise<never> {
      sent = { url: `${protocol}//${hostname}${port ? `:${port}` : ''}${path}`, headers, body: new TextDecoder().decode(body) }
      throw new Error('it goes no further')
    },
    destroy() {},
  }
  const settings = { requestHandler, maxAttempts: 1 } as object // the SDK's types ask for a handler that answers
  const sending =
    operation === 'GetSecretValue'
      ? new SecretsManagerClient(settings).send(new GetSecretValueCommand(input as never)) // the operation's own input
      : new SSMClient(settings).send(new GetParametersCommand(input as never))
  await sending.catch(() => undefined)
  return sent
}

interface SdkRequest extends Omit<Sent, 'url' | 'body'> {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly body: Uint8Array
}

/** What this package would send at `at`, or nothing where it refuses to. */
export async function askedByUs({ service, operation, input }: Question, env: Environment, at: number): Promise<Sent | undefined> {
  let sent: Sent | undefined
  const call = awsClient(
    { now: () => at, random: Math.random },
    () => ({ env }),
    async (url, _, headers, body = '') => {
      sent = { url: url.href, headers: headers(at), body }
      return { sentAt: at, status: 400, headers: {}, text: '{"__type":"AccessDeniedException"}' }
    },
  )
  const target = `${service === 'ssm' ? 'AmazonSSM' : service}.${operation}`
  await call([foundPlace({ service, name: 'any' }, {}, env)], target, input).catch(() => undefined)
  return sent
}
