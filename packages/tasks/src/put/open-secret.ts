import { randomUUID } from 'node:crypto'
import type { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { isNamed } from '../account/is-named.ts'
import { assertOwn } from '../place/assert-own.ts'
import { isWithoutValue, missing } from '../place/not-found.ts'
import { describedSecret } from '../stored/described-secret.ts'
import { tellingDeletion } from '../stored/pending-deletion.ts'
import { TaskError } from '../task-error.ts'
import { assertFollows } from './assert-follows.ts'
import { madeMeanwhile } from './made-meanwhile.ts'
import type { OpenStore, StoredText } from './store.ts'

/** Secrets Manager: PutSecretValue for a secret that is there, CreateSecret for one that is not. */
export const openSecret: OpenStore = async (place, { account }, type) => {
  const { id, called } = place
  if (type !== undefined)
    throw new TaskError('WRONG_USE', { message: `${called} is a secret and has no type: leave \`type\` out, or give \`parameter\`` })
  const client = await account.secretsManager()
  const described = await describedSecret(id, account).catch((error: unknown) => {
    // who may store and not look is not kept from storing; then the name alone says who owns it
    if (isNamed(error, 'AccessDeniedException')) return undefined
    throw error
  })
  assertOwn(place, described?.OwningService)
  const tellDeletion = tellingDeletion(place, account)
  return {
    service: 'secretsmanager',
    called,
    name: described?.Name ?? place.name,
    maxBytes: 65_536, // Secrets Manager User Guide, "AWS Secrets Manager quotas"
    type: undefined,
    current: () => currentText(client, id, called).catch(tellDeletion),
    kept: ({ bytes }) => bytes,
    async write({ text, bytes, isBinary }, follows) {
      const token = randomUUID()
      const put = { ...(isBinary ? { SecretBinary: bytes } : { SecretString: text }), ClientRequestToken: token }
      const update = () => client.putSecretValue({ SecretId: id, ...put }).then((answer) => ({ answer, change: 'updated' as const }))
      const create = async (missed: unknown) => {
        if (id.startsWith('arn:')) throw await missing(place, account, missed) // AWS alone makes an ARN
        return { answer: await client.createSecret({ Name: id, ...put }), change: 'created' as const }
      }
      const createFirst = () =>
        create(undefined).catch((error: unknown) =>
          Promise.reject(isNamed(error, 'ResourceExistsException') ? madeMeanwhile(called, error) : error),
        )
      const updateFirst = () =>
        update().catch((error: unknown) => (isNamed(error, 'ResourceNotFoundException') ? create(error) : Promise.reject(error)))
      const { answer, change } = await (follows === 'absent' ? createFirst : updateFirst)().catch(tellDeletion)
      const version = answer.VersionId ?? token
      if (change === 'updated') await assertFollows(follows, { version, place, account })
      return { arn: answer.ARN ?? id, version, change }
    },
    async read({ version }, { isBinary }) {
      const { SecretString: text, SecretBinary: bytes } = await client.getSecretValue({ SecretId: id, VersionId: version })
      return isBinary ? bytes : text === undefined ? undefined : Buffer.from(text)
    },
  }
}

async function currentText(client: SecretsManager, id: string, called: string): Promise<StoredText> {
  try {
    const { SecretString: text, VersionId: version = '' } = await client.getSecretValue({ SecretId: id, VersionStage: 'AWSCURRENT' })
    if (text === undefined) throw new TaskError('BAD_VALUE', { message: `${called} is binary and has no fields: choose another name` })
    return { text, follows: { version } }
  } catch (error) {
    if (!isNamed(error, 'ResourceNotFoundException')) throw error
    return { text: undefined, follows: isWithoutValue(error) ? 'empty' : 'absent' }
  }
}
