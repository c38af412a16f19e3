import { fs } from '../../builtin.ts'
import { isLoopback } from '../../loopback.ts'
import type { Exchange } from '../exchange.ts'
import type { Credentials } from './credentials.ts'
import type { Environment } from './environment.ts'

const attempts = 3

/** Hosts that may be asked over http beside loopback: the agents of ECS and EKS. */
const agents = /^(169\.254\.170\.(2|23)|\[fd00:ec2::23\])$/

/**
 * Credentials of the container endpoint that the environment names (ECS, EKS Pod Identity, Lambda with SnapStart); `undefined` when
 * it names none.
 * Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
 */
export async function containerCredentials(env: Environment, exchange: Exchange): Promise<Credentials | undefined> {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  const uri = relative ? `http://169.254.170.2${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  if (!uri) return undefined
  const url = new URL(uri)
  if (url.protocol !== 'https:' && !isLoopback(url.hostname) && !agents.test(url.hostname))
    throw new Error(`${url.host} may not be asked over http`)

  for (let attempt = 1; ; attempt++) {
    // Read anew each time, since the agent replaces the file. One with a line break is refused by Node before anything is sent.
    const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']
    const authorization = file ? fs().readFileSync(file, 'utf8') : env['AWS_CONTAINER_AUTHORIZATION_TOKEN']
    const headers = () => ({ host: url.host, ...(authorization && { authorization }) })
    const { status, text, error } = await exchange({ url, method: 'GET', limitMs: 1_000, headers })
    const found = status === 200 && credentialsIn(text)
    if (found) return found
    if (attempt === attempts) throw error ?? new Error(`${url.host} answers with HTTP status ${status}`)
  }
}

function credentialsIn(text: string): Credentials | undefined {
  try {
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token, Expiration } = JSON.parse(text)
    return (
      accessKeyId &&
      secretAccessKey && { accessKeyId, secretAccessKey, sessionToken: Token, expiration: Expiration && new Date(Expiration) }
    )
  } catch {
    return undefined // the parser's own message would quote the credentials
  }
}
