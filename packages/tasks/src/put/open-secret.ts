import { randomUUID } from 'node:crypto'
import type { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { isNamed } from '../account/is-named.ts'
import { TaskError } from '../task-error.ts'
import type { OpenStore, StoredValue } from './store.ts'

/** Secrets Manager: PutSecretValue for a secret that is there, CreateSecret for one that is not. */
export const openSecret: OpenStore = async (name, { account }) => {
  const client = await account.secretsManager()
  const called = `secret ${name}`
  return {
    service: 'secretsmanager',
    called,
    maxBytes: 65_536, // Secrets Manager User Guide, "AWS Secrets Manager quotas"
    current: () => currentValue(client, name, called),
    async write(text, basedOn) {
      const token = randomUUID()
      const put = { SecretString: text, ClientRequestToken: token }
      const update = () => client.putSecretValue({ SecretId: name, ...put }).then((answer) => ({ answer, change: 'updated' as const }))
      const create = () => client.createSecret({ Name: name, ...put }).then((answer) => ({ answer, change: 'created' as const }))
      const { answer, change } = await update()
        .catch((error) => (isNamed(error, 'ResourceNotFoundException') ? create() : Promise.reject(error)))
        .catch((error) => Promise.reject(pendingDeletion(error, name)))
      if (basedOn !== undefined) await assertFollows(client, name, basedOn, called)
      return { arn: answer.ARN ?? name, version: answer.VersionId ?? token, change }
    },
    async read({ version }) {
      const { SecretString: text = '', VersionId } = await client.getSecretValue({ SecretId: name, VersionId: version })
      return { text, version: VersionId ?? version }
    },
  }
}

async function currentValue(client: SecretsManager, name: string, called: string): Promise<StoredValue | undefined> {
  try {
    const { SecretString: text, VersionId: version = '' } = await client.getSecretValue({ SecretId: name })
    if (text === undefined) throw new TaskError('BAD_VALUE', { message: `${called} is binary and has no fields: choose another name` })
    return { text, version }
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined
    throw pendingDeletion(error, name)
  }
}

/**
 * Secrets Manager has no conditional put; but the version that ours replaced must be the one that ours was made from
 * (User Guide, "Secret versions": AWSPREVIOUS is the version that was AWSCURRENT before).
 */
async function assertFollows(client: SecretsManager, name: string, basedOn: string, called: string): Promise<void> {
  const { VersionId: replaced } = await client.getSecretValue({ SecretId: name, VersionStage: 'AWSPREVIOUS' })
  if (replaced === basedOn) return
  throw new TaskError('CONFLICT', {
    message: `${called} was changed by someone else in this moment, and their version ${replaced} is AWSPREVIOUS now: compare the two, then put the field again`,
  })
}

function pendingDeletion(error: unknown, name: string): unknown {
  if (!isNamed(error, 'InvalidRequestException') || !/deletion|deleted/.test(error.message)) return error
  return new TaskError('PENDING_DELETION', {
    message: `secret ${name} is scheduled for deletion: run "aws secretsmanager restore-secret --secret-id ${name}", or choose another name`,
    cause: error,
  })
}
