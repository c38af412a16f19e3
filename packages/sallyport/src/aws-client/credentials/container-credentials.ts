import { isLoopback } from '../../loopback.ts'
import { parsedJson } from '../../parsed-json.ts'
import { type Exchange, exchanger } from '../exchange.ts'
import type { Credentials } from './credentials.ts'
import type { Environment } from './environment.ts'

/** Hosts that may be asked over http beside loopback: the agents of ECS and EKS. */
const agents = /^(169\.254\.170\.23?|\[fd00:ec2::23])$/

/**
 * A provider that asks the container endpoint which the environment names (ECS, EKS Pod Identity). Lambda needs none: it gives
 * a Node function its role's credentials in the environment.
 * Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
 * @throws Error from the provider, told as the cause of `CREDENTIALS_MISSING`
 * @example
 * configure({ credentials: containerCredentials() })
 */
export function containerCredentials(env: Environment = process.env, now: () => number = Date.now): () => Promise<Credentials> {
  return credentialsBy(exchanger(now), env)
}

export function credentialsBy(exchange: Exchange, env: Environment): () => Promise<Credentials> {
  return async () => {
    const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
    const uri = relative ? `http://169.254.170.2${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI']
    if (!uri) throw new Error('the environment does not name a container endpoint: set AWS_CONTAINER_CREDENTIALS_FULL_URI')
    const url = new URL(uri)
    const { host, hostname } = url
    if (url.protocol !== 'https:' && !isLoopback(hostname) && !agents.test(hostname)) throw new Error(`${host} may not be asked over http`)

    for (let attempt = 1; ; attempt++) {
      // Read anew each time, since the agent replaces the file. A token with a line break is refused by Node before anything is sent.
      const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']
      const authorization = file ? process.getBuiltinModule('node:fs').readFileSync(file, 'utf8') : env['AWS_CONTAINER_AUTHORIZATION_TOKEN']
      const headers = () => ({ host, ...(authorization && { authorization }) })
      const { status, text, error } = await exchange(url, 1_000, headers)
      const { AccessKeyId, SecretAccessKey, Token, Expiration } = (status === 200 && parsedJson(text)) || {}
      if (AccessKeyId && SecretAccessKey) {
        return {
          accessKeyId: `${AccessKeyId}`,
          secretAccessKey: `${SecretAccessKey}`,
          sessionToken: Token as string | undefined, // the endpoint's own form
          expiration: Expiration ? new Date(`${Expiration}`) : undefined,
        }
      }
      if (attempt === 3) throw error ?? new Error(`${host} answers with HTTP status ${status}`)
    }
  }
}
