import type { Credentials } from './credentials.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The keys of the environment, as Lambda sets them; `undefined` when it holds no pair of them. */
export function environmentCredentials(env: Environment): Credentials | undefined {
  const accessKeyId = env['AWS_ACCESS_KEY_ID']
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY']
  if (!accessKeyId || !secretAccessKey) return undefined
  return { accessKeyId, secretAccessKey, sessionToken: env['AWS_SESSION_TOKEN'] || undefined }
}
