import { randomUUID } from 'node:crypto'
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { testDeclaredErrors } from './declared-errors/error-table.ts'
import { setFaults } from './set-faults.ts'
import { type Clients, started } from './started.ts'

const create = (clients: Clients, more: object = {}) =>
  clients.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x', ...more }))
const get = (clients: Clients, more: object = {}) => clients.secrets.send(new GetSecretValueCommand({ SecretId: 's', ...more }))
const put = (clients: Clients, more: object = {}) =>
  clients.secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'y', ...more }))
const update = (clients: Clients, more: object = {}) =>
  clients.secrets.send(new UpdateSecretCommand({ SecretId: 's', SecretString: 'y', ...more }))
const move = (clients: Clients, more: object = {}) =>
  clients.secrets.send(new UpdateSecretVersionStageCommand({ SecretId: 's', VersionStage: 'blue', MoveToVersionId: randomUUID(), ...more }))
const versions = (clients: Clients, more: object = {}) => clients.secrets.send(new ListSecretVersionIdsCommand({ SecretId: 's', ...more }))
const restore = (clients: Clients) => clients.secrets.send(new RestoreSecretCommand({ SecretId: 's' }))
const tag = (clients: Clients, Key = 'k') => clients.secrets.send(new TagResourceCommand({ SecretId: 's', Tags: [{ Key, Value: 'v' }] }))
const untag = (clients: Clients) => clients.secrets.send(new UntagResourceCommand({ SecretId: 's', TagKeys: ['k'] }))
const batch = (clients: Clients, more: object = {}) => clients.secrets.send(new BatchGetSecretValueCommand({ Filters: [], ...more }))
const password = (clients: Clients, more: object = {}) => clients.secrets.send(new GetRandomPasswordCommand(more))
const remove = (clients: Clients, more: object = {}) => clients.secrets.send(new DeleteSecretCommand({ SecretId: 's', ...more }))

/** Each case on a server of its own. */
const on = (provoke: (clients: Clients) => Promise<unknown>) => async () => await provoke(await started())

/** The next call fails on the server's side. */
const inside = (operation: string, call: (clients: Clients) => Promise<unknown>) =>
  on(async (clients) => {
    await setFaults(clients.local, [{ operation, kind: 'error500', rate: 1 }])
    await call(clients)
  })

/** On a secret that waits for its deletion. */
const deleted = (call: (clients: Clients) => Promise<unknown>) =>
  on(async (clients) => {
    await create(clients)
    await remove(clients)
    await call(clients)
  })

const customerKey = 'only a customer managed key can refuse, and none is served yet'
const validation = 'every invalid parameter is a ValidationException first'

testDeclaredErrors('secretsmanager', {
  CreateSecret: {
    DecryptionFailure: customerKey,
    EncryptionFailure: customerKey,
    LimitExceededException: 'the quota of 500,000 secrets a region is not kept here',
    MalformedPolicyDocumentException: 'the operation takes no policy; AWS declares it all the same',
    PreconditionNotMetException: 'only a replica lacks a precondition, and replicas are not served yet',
    ResourceNotFoundException: 'only a customer managed key can be missing, and none is served yet',
    InternalServiceError: inside('CreateSecret', create),
    InvalidParameterException: on((clients) => create(clients, { SecretBinary: Uint8Array.of(1) })),
    InvalidRequestException: on(async (clients) => {
      await create(clients)
      await remove(clients)
      await create(clients)
    }),
    ResourceExistsException: on(async (clients) => {
      await create(clients)
      await create(clients)
    }),
  },
  GetSecretValue: {
    DecryptionFailure: customerKey,
    InvalidParameterException: validation,
    InternalServiceError: inside('GetSecretValue', get),
    InvalidRequestException: on(async (clients) => {
      const { VersionId } = await create(clients)
      await put(clients)
      await get(clients, { VersionId, VersionStage: 'AWSCURRENT' })
    }),
    ResourceNotFoundException: on(get),
  },
  PutSecretValue: {
    DecryptionFailure: customerKey,
    EncryptionFailure: customerKey,
    InternalServiceError: inside('PutSecretValue', put),
    InvalidParameterException: on(async (clients) => {
      await create(clients)
      await put(clients, { SecretBinary: Uint8Array.of(1) })
    }),
    InvalidRequestException: on(async (clients) => {
      await create(clients)
      await put(clients, { SecretString: undefined })
    }),
    LimitExceededException: on(async (clients) => {
      await create(clients)
      await put(clients, { VersionStages: Array.from({ length: 20 }, (_, index) => `stage-${index}`) })
    }),
    ResourceExistsException: on(async (clients) => {
      await create(clients)
      const ClientRequestToken = randomUUID()
      await put(clients, { ClientRequestToken })
      await put(clients, { ClientRequestToken, SecretString: 'z' })
    }),
    ResourceNotFoundException: on(put),
  },
  DescribeSecret: {
    InvalidParameterException: validation,
    InternalServiceError: inside('DescribeSecret', ({ secrets }) => secrets.send(new DescribeSecretCommand({ SecretId: 's' }))),
    ResourceNotFoundException: on(({ secrets }) => secrets.send(new DescribeSecretCommand({ SecretId: 's' }))),
  },
  ListSecrets: {
    InvalidParameterException: validation,
    InvalidRequestException: 'a list is of no resource whose state could forbid it',
    InternalServiceError: inside('ListSecrets', ({ secrets }) => secrets.send(new ListSecretsCommand({}))),
    InvalidNextTokenException: on(({ secrets }) => secrets.send(new ListSecretsCommand({ NextToken: 'made-up' }))),
  },
  DeleteSecret: {
    InternalServiceError: inside('DeleteSecret', remove),
    InvalidParameterException: on(async (clients) => {
      await create(clients)
      await remove(clients, { RecoveryWindowInDays: 6 })
    }),
    InvalidRequestException: on(async (clients) => {
      await create(clients)
      await remove(clients)
      await remove(clients)
    }),
    ResourceNotFoundException: on(remove),
  },
  RestoreSecret: {
    InternalServiceError: inside('RestoreSecret', restore),
    InvalidParameterException: validation,
    InvalidRequestException: 'a secret can be restored in every state: one that is not deleted stays as it is',
    ResourceNotFoundException: on(restore),
  },
  UpdateSecretVersionStage: {
    InternalServiceError: inside('UpdateSecretVersionStage', move),
    InvalidParameterException: on(async (clients) => {
      await create(clients)
      await move(clients, { MoveToVersionId: undefined })
    }),
    InvalidRequestException: deleted(move),
    LimitExceededException: on(async (clients) => {
      const { VersionId } = await create(clients)
      for (let count = 1; count <= 20; count++) await move(clients, { VersionStage: `stage-${count}`, MoveToVersionId: VersionId })
    }),
    ResourceNotFoundException: on(move),
  },
  ListSecretVersionIds: {
    InternalServiceError: inside('ListSecretVersionIds', versions),
    InvalidParameterException: validation,
    InvalidNextTokenException: on(async (clients) => {
      await create(clients)
      await versions(clients, { NextToken: 'made-up' })
    }),
    ResourceNotFoundException: on(versions),
  },
  UpdateSecret: {
    DecryptionFailure: customerKey,
    EncryptionFailure: customerKey,
    InternalServiceError: inside('UpdateSecret', update),
    InvalidParameterException: on((clients) => update(clients, { SecretBinary: Uint8Array.of(1) })),
    InvalidRequestException: deleted(update),
    LimitExceededException: on(async (clients) => {
      // the value before becomes AWSPREVIOUS, one stage more than there were
      const { VersionId } = await create(clients)
      for (let count = 2; count <= 20; count++) await move(clients, { VersionStage: `stage-${count}`, MoveToVersionId: VersionId })
      await update(clients)
    }),
    MalformedPolicyDocumentException: 'the operation takes no policy; AWS declares it all the same',
    PreconditionNotMetException: 'only a replica lacks a precondition, and replicas are not served yet',
    ResourceExistsException: on(async (clients) => {
      await create(clients)
      const ClientRequestToken = randomUUID()
      await update(clients, { ClientRequestToken })
      await update(clients, { ClientRequestToken, SecretString: 'z' })
    }),
    ResourceNotFoundException: on(update),
  },
  TagResource: {
    InternalServiceError: inside('TagResource', tag),
    InvalidParameterException: on(async (clients) => {
      await create(clients)
      await tag(clients, 'aws:k')
    }),
    InvalidRequestException: deleted(tag),
    ResourceNotFoundException: on(tag),
  },
  UntagResource: {
    InternalServiceError: inside('UntagResource', untag),
    InvalidParameterException: validation,
    InvalidRequestException: deleted(untag),
    ResourceNotFoundException: on(untag),
  },
  BatchGetSecretValue: {
    DecryptionFailure: customerKey,
    InternalServiceError: inside('BatchGetSecretValue', batch),
    InvalidParameterException: on((clients) => batch(clients, { Filters: undefined })),
    InvalidRequestException: 'what the state of a secret forbids is among the errors of the answer',
    InvalidNextTokenException: on((clients) => batch(clients, { NextToken: 'made-up' })),
    ResourceNotFoundException: 'a secret that is not there is among the errors of the answer',
  },
  GetRandomPassword: {
    InternalServiceError: inside('GetRandomPassword', password),
    InvalidParameterException: on((clients) => password(clients, { PasswordLength: 3 })),
    InvalidRequestException: 'a password is of no resource whose state could forbid it',
  },
})
