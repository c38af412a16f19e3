import type { Transport } from '../aws-client/client.ts'
import type { Environment } from '../aws-client/credentials/environment.ts'
import { type Exchange, exchanger } from '../aws-client/exchange.ts'
import { refusal } from '../aws-client/refusal.ts'
import { parsedJson } from '../parsed-json.ts'
import { SallyportError } from '../sallyport-error.ts'
import { extensionRefusal } from './extension-rule.ts'

type Found = Readonly<Record<string, unknown>>

/** What the extension is asked for. */
interface Wanted {
  readonly SecretId?: string
  readonly VersionId?: string
  readonly VersionStage?: string
  readonly Name?: string
  readonly Names?: readonly string[]
}

/**
 * Asks the AWS Parameters and Secrets Lambda Extension in place of AWS, behind the same cache: for those whose layer is there already.
 * It answers during an invocation and not during INIT, so that what is read early is read again by the first invocation; it has no
 * `BatchGetSecretValue`, asks the function's own region, and of a parameter it needs `ssm:GetParameter`.
 * Source: Secrets Manager User Guide, "Use AWS Secrets Manager secrets in AWS Lambda functions"; Systems Manager User Guide, "Using
 * Parameter Store parameters in AWS Lambda functions". Written after these pages, and tried against a stand-in of what they say.
 * @example
 * configure({ transport: { secretsmanager: extensionTransport(), ssm: extensionTransport() } })
 */
export function extensionTransport(): Transport {
  let exchange: Exchange | undefined

  return async (places, target, input, env, now) => {
    exchange ??= exchanger(now)
    const exchanging = exchange
    const sentAt = now()
    const { SecretId, VersionId, VersionStage, Name = '', Names } = input as Wanted // the input of an operation of these services

    const get = async (path: string, query: Readonly<Record<string, string>>) => {
      const found = await askedFor(exchanging, env, path, query, now)
      if ('body' in found) return found.body
      throw refusal(places, found.rule, found.cause, env, found.requestId)
    }
    const parameter = async (id: string) => {
      const { Parameter } = await get('/systemsmanager/parameters/get', queryOf(id))
      return { ...(Parameter as Found), Name: id, Selector: undefined } // it answers one question, so this is what was asked for
    }
    /** As `GetParameters` leaves out what is not stored. */
    const parameterIfStored = (id: string) =>
      parameter(id).catch((error: SallyportError) => {
        if (error.code !== 'SECRET_NOT_FOUND') throw error
      })

    const answered = (body: Found) => ({ body, sentAt, fromLoopback: false, env }) // localhost brings what AWS holds
    if (SecretId) {
      const query = { secretId: SecretId, ...(VersionId && { versionId: VersionId }), ...(VersionStage && { versionStage: VersionStage }) }
      return answered(await get('/secretsmanager/get', query))
    }
    if (Names) return answered({ Parameters: await Promise.all(Names.map(parameterIfStored)) })
    if (Name) return answered({ Parameter: await parameter(Name) })
    throw new SallyportError('AWS_REFUSED', { message: `the extension has no ${target}: leave out batch` })
  }
}

/** What the extension holds or asks AWS for, within a read's time. */
async function askedFor(exchange: Exchange, env: Environment, path: string, query: Readonly<Record<string, string>>, now: () => number) {
  // Milliseconds in all, as a read of AWS itself has.
  let leftMs = 5_000
  let isAnew = false

  for (let attempt = 1; ; attempt++) {
    const startedAt = now()
    const limitMs = leftMs
    const host = `localhost:${env['PARAMETERS_SECRETS_EXTENSION_HTTP_PORT'] || 2773}`
    const url = new URL(`http://${host}${path}?${new URLSearchParams(query)}`)
    const outcome = await exchange(url, limitMs, () => ({ host, 'x-aws-parameters-secrets-token': env['AWS_SESSION_TOKEN'] ?? '' }))
    if (outcome.isVoid && !isAnew) {
      isAnew = true // once, so that nothing goes on without end
      attempt--
      continue
    }
    const body = parsedJson(outcome.text)
    if (outcome.status === 200 && body) return { body }
    const refused = extensionRefusal(outcome)
    const pauseMs = (refused.rule[3] ?? Number.NaN) * attempt
    leftMs -= pauseMs + Math.min(limitMs, now() - startedAt)
    if (!(leftMs > 0) || attempt === 3) return refused
    await new Promise((resolve) => setTimeout(resolve, pauseMs).unref())
  }
}

/** The extension takes a parameter's version and its label apart from its name. */
function queryOf(id: string): Record<string, string> {
  const [, name = id, selector] = /^((?:arn:(?:[^:]*:){4})?[^:]*)(?::(.+))?$/.exec(id) ?? []
  const version = selector && { [/^\d+$/.test(selector) ? 'version' : 'label']: selector }
  return { name, withDecryption: 'true', ...version }
}
