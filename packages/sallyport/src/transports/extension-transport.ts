import type { Transport } from '../aws-client/client.ts'
import type { Environment } from '../aws-client/credentials/environment.ts'
import { exchanger } from '../aws-client/exchange.ts'
import { refusal } from '../aws-client/refusal.ts'
import { ruleFor } from '../aws-client/rules.ts'
import { parsedJson } from '../parsed-json.ts'

/** What the extension is asked for. */
interface Wanted {
  readonly SecretId?: string
  readonly VersionId?: string
  readonly VersionStage?: string
  readonly Name?: string
  readonly Names?: readonly string[]
}

/** Milliseconds for one answer: the extension asks AWS itself when it does not hold the value. */
const limitMs = 5_000

/**
 * Asks the AWS Parameters and Secrets Lambda Extension in place of AWS, behind the same cache: for those whose layer is there already.
 * It answers during an invocation and not during INIT, so that what is read early is read again by the first invocation; it has no
 * `BatchGetSecretValue`, and of a parameter it needs `ssm:GetParameter`.
 * Source: Secrets Manager User Guide, "Use AWS Secrets Manager secrets in AWS Lambda functions"; Systems Manager User Guide, "Using
 * Parameter Store parameters in AWS Lambda functions". Written after these pages, and tried against a stand-in of what they say.
 * @example
 * configure({ transport: { secretsmanager: extensionTransport(), ssm: extensionTransport() } })
 */
export function extensionTransport(own: Environment = process.env): Transport {
  let exchange: ReturnType<typeof exchanger> | undefined

  return async (places, _target, input, env, now) => {
    exchange ??= exchanger(now)
    const exchanging = exchange
    const sentAt = now()

    async function get(path: string, query: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
      const host = `localhost:${own['PARAMETERS_SECRETS_EXTENSION_HTTP_PORT'] || 2773}`
      const url = new URL(`http://${host}${path}?${new URLSearchParams(query)}`)
      const headers = () => ({ host, 'x-aws-parameters-secrets-token': own['AWS_SESSION_TOKEN'] ?? '' })
      const { status, text, error, isVoid } = await exchanging(url, limitMs, headers)
      if (isVoid) return get(path, query)
      const body = parsedJson(text)
      if (status === 200 && body) return body
      // "an unexpected error: ResourceNotFoundException: …", "not ready to serve traffic, please wait"
      const name = /\w+(Exception|NotFound)\b/.exec(text)?.[0] ?? (/not ready/.test(text) ? 'RequestTimeout' : `HTTP ${status}`)
      const cause = error ?? Object.assign(new Error(text.slice(0, 1_000)), { name })
      throw refusal(places, ruleFor(status, cause), cause, env)
    }

    const { SecretId, VersionId, VersionStage, Name = '', Names } = input as Wanted // the input of an operation of these services
    if (SecretId) {
      const query = { secretId: SecretId, ...(VersionId && { versionId: VersionId }), ...(VersionStage && { versionStage: VersionStage }) }
      return { body: await get('/secretsmanager/get', query), sentAt, fromLoopback: false, env }
    }
    const parameter = async (id: string) => (await get('/systemsmanager/parameters/get', queryOf(id)))['Parameter']
    const body = Names ? { Parameters: await Promise.all(Names.map(parameter)) } : { Parameter: await parameter(Name) }
    return { body, sentAt, fromLoopback: false, env }
  }
}

/** The extension takes a parameter's version and its label apart from its name. */
function queryOf(id: string): Record<string, string> {
  const [, name = id, selector] = /^((?:arn:(?:[^:]*:){4})?[^:]*)(?::(.+))?$/.exec(id) ?? []
  const version = selector && { [/^\d+$/.test(selector) ? 'version' : 'label']: selector }
  return { name, withDecryption: 'true', ...version }
}
