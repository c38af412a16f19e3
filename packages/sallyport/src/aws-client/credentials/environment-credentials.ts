import { notSet } from '../../not-set.ts'
import type { Credentials } from './credentials.ts'
import type { Environment } from './environment.ts'

/** The environment's credentials, where Lambda puts those of the function's role; looked at anew for each request, since they may change. */
export function environmentCredentials(env: Environment): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken }
  throw notSet('CREDENTIALS_MISSING', 'AWS key', 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
}
