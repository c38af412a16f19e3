import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import type { LocalOptions } from '../src/index.ts'
import { type Clients, reaching, sessionOf, started, startedForAll } from './started.ts'

/** The Region of these tests' servers, which is in the ARNs that they look for. */
const region = 'eu-west-1'
export const parameterArn = (name: string) => `arn:aws:ssm:${region}:123456789012:parameter/${name}`

/** A server for all tests of a file, and its administrator's client of Parameter Store. */
export async function parameterStoreForAll(options: LocalOptions = {}) {
  const clients = await startedForAll({ region, ...options })
  return { local: clients.local, ssm: ssmOf(clients) }
}

/** A client of Parameter Store with the credentials of these clients. */
function ssmOf({ local, secrets }: Clients): SSMClient {
  return new SSMClient({ ...reaching(local), credentials: secrets.config.credentials })
}

/** A server with two parameters, and a session of the role `reader` that may do what `statements` say. */
export async function readerOf(...statements: object[]) {
  const administrator = await started({ region })
  const owner = ssmOf(administrator)
  for (const Name of ['/prod/a', '/prod/b']) await owner.send(new PutParameterCommand({ Name, Value: `of ${Name}`, Type: 'SecureString' }))
  return { administrator, owner, reader: ssmOf(await sessionOf(administrator, 'reader', statements)) }
}
