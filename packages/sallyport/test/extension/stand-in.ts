import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { onTestFinished } from 'vitest'
import type { Reach } from '../sdk-transport/function-through-sdk.ts'

/** What a test has the stand-in answer in place of what AWS says. */
export type Forced = { readonly status: number; readonly text: string } | 'drop' | undefined

/**
 * A stand-in of the AWS Parameters and Secrets Lambda Extension, whose code is not public: its documented interface (paths, query, token
 * header, port), what people report that it says before an invocation, and errors as its log lines have them. It asks AWS on loopback
 * with the function's credentials, and keeps nothing.
 * Source: Secrets Manager User Guide, "Use AWS Secrets Manager secrets in AWS Lambda functions"; Systems Manager User Guide, "Using
 * Parameter Store parameters in AWS Lambda functions"; Kralizek/AWSSecretsManagerConfigurationExtensions issue 87 ("not ready").
 */
export async function extensionStandIn({ endpoint, region, ...credentials }: Reach, forced: (asked: URL) => Forced = () => undefined) {
  const settings = { endpoint, region, credentials }
  const [secrets, parameters] = [new SecretsManagerClient(settings), new SSMClient(settings)]
  const asked: string[] = []
  let isInvoked = false

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    asked.push(`${url.pathname}${url.search}`)
    const made = forced(url)
    if (made === 'drop') return void request.socket.destroy()
    void (made ? Promise.resolve(made) : answerTo(request, url)).then(({ status, text }) => response.writeHead(status).end(text))
  })

  async function answerTo(
    { headers, method }: IncomingMessage,
    { pathname, searchParams }: URL,
  ): Promise<{ status: number; text: string }> {
    if (!isInvoked) return { status: 400, text: 'not ready to serve traffic, please wait' }
    if (!headers['x-aws-parameters-secrets-token'])
      return { status: 400, text: 'required header X-Aws-Parameters-Secrets-Token is missing' }
    if (headers['x-aws-parameters-secrets-token'] !== credentials.sessionToken) return { status: 401, text: 'unauthorized' }
    const given = (name: string) => searchParams.get(name) || undefined
    try {
      if (method === 'GET' && pathname === '/secretsmanager/get') {
        const input = { SecretId: given('secretId'), VersionId: given('versionId'), VersionStage: given('versionStage') }
        const { $metadata, SecretString = null, SecretBinary, ...rest } = await secrets.send(new GetSecretValueCommand(input))
        const inBase64 = SecretBinary ? Buffer.from(SecretBinary).toString('base64') : null
        return { status: 200, text: JSON.stringify({ ...rest, SecretString, SecretBinary: inBase64, ResultMetadata: {} }) }
      }
      if (method === 'GET' && pathname === '/systemsmanager/parameters/get') {
        const selector = given('version') ?? given('label')
        const Name = `${given('name')}${selector ? `:${selector}` : ''}`
        const { Parameter } = await parameters.send(new GetParameterCommand({ Name, WithDecryption: given('withDecryption') === 'true' }))
        return {
          status: 200,
          text: JSON.stringify({ Parameter: { Selector: null, SourceResult: null, ...Parameter }, ResultMetadata: {} }),
        }
      }
      return { status: 404, text: '404 page not found' }
    } catch (thrown) {
      const { name, message, $metadata } = thrown as Error & { $metadata: { httpStatusCode: number; requestId: string } } // the SDK's form
      const text = `operation error: https response error StatusCode: ${$metadata.httpStatusCode}, RequestID: ${$metadata.requestId}, api error ${name}: ${message}`
      return { status: $metadata.httpStatusCode, text }
    }
  }

  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(async () => {
    secrets.destroy()
    parameters.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo // it listens on TCP

  return {
    asked,
    /** Lambda's INVOKE event: it answers from here on. */
    invoke() {
      isInvoked = true
    },
    /** The environment of a function that has its layer. */
    env: {
      AWS_REGION: region,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(port),
    } as Record<string, string | undefined>,
  }
}
