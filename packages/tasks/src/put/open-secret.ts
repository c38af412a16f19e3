import { randomUUID } from 'node:crypto'
import type { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { isNamed } from '../account/is-named.ts'
import { assertOwn } from '../place/assert-own.ts'
import { missing } from '../place/not-found.ts'
import { describedSecret } from '../stored/described-secret.ts'
import { tellingDeletion } from '../stored/pending-deletion.ts'
import { TaskError } from '../task-error.ts'
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
    sizeOf: ({ bytes }) => bytes.length,
    async write({ text, bytes, isBinary }, basedOn) {
      const token = randomUUID()
      const put = { ...(isBinary ? { SecretBinary: bytes } : { SecretString: text }), ClientRequestToken: token }
      const update = () => client.putSecretValue({ SecretId: id, ...put }).then((answer) => ({ answer, change: 'updated' as const }))
      const create = async (missed: unknown) => {
        if (id.startsWith('arn:')) throw await missing(place, account, missed) // AWS alone makes an ARN
        return { answer: await client.createSecret({ Name: id, ...put }), change: 'created' as const }
      }
      const { answer, change } = await update()
        .catch((error: unknown) => (isNamed(error, 'ResourceNotFoundException') ? create(error) : Promise.reject(error)))
        .catch(tellDeletion)
      if (basedOn !== undefined) await assertFollows(client, id, basedOn, called)
      return { arn: answer.ARN ?? id, version: answer.VersionId ?? token, change }
    },
    async read({ version }, { isBinary }) {
      const { SecretString: text, SecretBinary: bytes } = await client.getSecretValue({ SecretId: id, VersionId: version })
      return isBinary ? bytes : text === undefined ? undefined : Buffer.from(text)
    },
  }
}

async function currentText(client: SecretsManager, id: string, called: string): Promise<StoredText | undefined> {
  try {
    const { SecretString: text, VersionId: version = '' } = await client.getSecretValue({ SecretId: id, VersionStage: 'AWSCURRENT' })
    if (text === undefined) throw new TaskError('BAD_VALUE', { message: `${called} is binary and has no fields: choose another name` })
    return { text, version }
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined
    throw error
  }
}

/**
 * Secrets Manager has no conditional put; but the version that ours replaced must be the one that ours was made from
 * (User Guide, "Secret versions": AWSPREVIOUS is the version that was AWSCURRENT before).
 */
async function assertFollows(client: SecretsManager, id: string, basedOn: string, called: string): Promise<void> {
  const { VersionId: replaced } = await client.getSecretValue({ SecretId: id, VersionStage: 'AWSPREVIOUS' })
  if (replaced === basedOn) return
  throw new TaskError('CONFLICT', {
    message: `${called} was changed by someone else in this moment, and their version ${replaced} is AWSPREVIOUS now: compare the two, then put the field again`,
  })
}
