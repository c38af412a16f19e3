import { expect } from 'vitest'
import type { OwnAccount } from './own-account.ts'
import { planted } from './planted.ts'
import { missing, type Row } from './row.ts'

const twoVersions = async ({ secrets }: OwnAccount) => {
  await secrets.createSecret({ Name: 'dev/stripe', SecretString: `${planted}-1` })
  await secrets.putSecretValue({ SecretId: 'dev/stripe', SecretString: `${planted}-2` })
}

/** Commands that compare and change versions, and take a secret away and back. */
export const versions: readonly Row[] = [
  {
    command: 'history',
    prepare: twoVersions,
    success: {
      type: 'history dev/stripe --local',
      says: /AWSPREVIOUS\s+\d{4}-\S+\s+administrator/,
      gives: { name: 'dev/stripe', versions: [{ stages: ['AWSCURRENT'], storedBy: 'administrator' }, { stages: ['AWSPREVIOUS'] }] },
    },
    denial: { type: 'history dev/stripe', may: ['cloudtrail:LookupEvents'], says: missing('secretsmanager:ListSecretVersionIds') },
    wrongUse: { type: 'history dev/stripe --limt 3 --local', says: 'unknown option --limt (Did you mean --limit?)' },
    notFound: { type: 'history dev/none --local', says: 'secret dev/none does not exist' },
  },
  {
    command: 'rollback',
    prepare: twoVersions,
    success: {
      type: 'rollback dev/stripe --local',
      says: /version \S+ of dev\/stripe is current; it was version/,
      gives: { name: 'dev/stripe', takeBack: expect.stringMatching(/^sallyport rollback dev\/stripe --to \S+ --local$/) },
    },
    denial: {
      type: 'rollback dev/stripe',
      may: ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds'],
      says: missing('secretsmanager:UpdateSecretVersionStage'),
    },
    wrongUse: { type: 'rollback --local', says: "missing required argument 'name'" },
    notFound: { type: 'rollback dev/none --local', says: 'secret dev/none does not exist' },
  },
  {
    command: 'diff',
    prepare: async ({ secrets }) => {
      for (const stage of ['dev', 'prod']) await secrets.createSecret({ Name: `${stage}/stripe`, SecretString: planted })
    },
    success: {
      type: 'diff dev prod --local',
      says: 'nothing differs between dev and prod',
      gives: { from: 'dev', to: 'prod', different: 0, secrets: [{ name: '{stage}/stripe', state: 'same' }] },
    },
    denial: {
      type: 'diff dev prod',
      may: ['secretsmanager:ListSecrets', 'ssm:DescribeParameters'],
      says: missing('secretsmanager:GetSecretValue'),
    },
    wrongUse: { type: 'diff dev --local', says: "missing required argument 'to'" },
    notFound: { type: 'diff qa beta --local', says: 'nothing is stored in stage qa or beta' },
  },
  {
    command: 'delete',
    prepare: twoVersions,
    success: {
      type: 'delete dev/stripe --local',
      says: 'dev/stripe is scheduled for deletion; until ',
      gives: { name: 'dev/stripe', deletion: 'scheduled', restore: 'sallyport restore dev/stripe --local' },
    },
    denial: { type: 'delete dev/stripe', may: ['secretsmanager:DescribeSecret'], says: missing('secretsmanager:DeleteSecret') },
    wrongUse: { type: 'delete dev/stripe --recovry-days 7 --local', says: 'unknown option --recovry-days (Did you mean --recovery-days?)' },
    notFound: { type: 'delete dev/none --local', says: 'secret dev/none does not exist' },
  },
  {
    command: 'restore',
    prepare: async (at) => {
      await twoVersions(at)
      await at.secrets.deleteSecret({ SecretId: 'dev/stripe' })
    },
    success: { type: 'restore dev/stripe --local', says: 'restored dev/stripe', gives: { name: 'dev/stripe', wasScheduled: true } },
    denial: { type: 'restore dev/stripe', may: ['secretsmanager:DescribeSecret'], says: missing('secretsmanager:RestoreSecret') },
    wrongUse: { type: 'restore --local', says: "missing required argument 'name'" },
    notFound: { type: 'restore dev/none --local', says: 'secret dev/none does not exist' },
  },
]
