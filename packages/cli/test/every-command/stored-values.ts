import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OwnAccount } from './own-account.ts'
import { planted } from './planted.ts'
import { missing, type Row } from './row.ts'

const stored = ({ secrets }: OwnAccount) => secrets.createSecret({ Name: 'dev/stripe', SecretString: planted })

/** Commands that store a value, or say what is stored. */
export const storedValues: readonly Row[] = [
  {
    command: 'put',
    success: {
      type: 'put dev/stripe --local',
      given: planted,
      answers: [['value of dev/stripe (hidden', `${planted}\r`]],
      says: 'stored dev/stripe (created, version ',
      gives: { name: 'dev/stripe', service: 'secretsmanager', change: 'created', kind: 'text', characters: planted.length },
    },
    denial: {
      type: 'put dev/stripe',
      given: planted,
      answers: [['value of dev/stripe (hidden', `${planted}\r`]],
      may: ['secretsmanager:PutSecretValue'],
      says: missing('secretsmanager:CreateSecret'),
    },
    wrongUse: { type: 'put dev/stripe --knid text --local', says: 'unknown option --knid (Did you mean --kind?)' },
    notFound: { type: 'put dev/stripe --file none.txt --local', says: 'none.txt does not exist' },
  },
  {
    command: 'get',
    prepare: stored,
    success: {
      type: 'get dev/stripe --local',
      says: /value\s+hidden, \d+ characters/,
      gives: { name: 'dev/stripe', stages: ['AWSCURRENT'], form: 'text', characters: planted.length },
    },
    denial: { type: 'get dev/stripe --reveal', may: ['secretsmanager:DescribeSecret'], says: missing('secretsmanager:GetSecretValue') },
    wrongUse: { type: 'get --local', says: "missing required argument 'name'" },
    notFound: { type: 'get dev/none --reveal --local', says: 'secret dev/none does not exist' },
  },
  {
    command: 'describe',
    prepare: stored,
    success: {
      type: 'describe dev/stripe --local',
      says: /version\s+[0-9a-f-]{36} AWSCURRENT/,
      gives: { name: 'dev/stripe', type: 'secret', versions: [{ stages: ['AWSCURRENT'] }] },
    },
    denial: { type: 'describe dev/stripe', may: ['secretsmanager:GetSecretValue'], says: missing('secretsmanager:DescribeSecret') },
    wrongUse: { type: 'describe --local', says: "missing required argument 'name'" },
    notFound: { type: 'describe dev/none --local', says: 'secret dev/none does not exist' },
  },
  {
    command: 'list',
    prepare: stored,
    success: {
      type: 'list dev/ --local',
      says: /dev\/stripe\s+secret\s+\d{4}-/,
      gives: { stored: 1, secrets: [{ name: 'dev/stripe', type: 'secret' }] },
    },
    denial: { type: 'list', may: ['ssm:DescribeParameters'], says: missing('secretsmanager:ListSecrets') },
    wrongUse: { type: 'list --satge dev --local', says: 'unknown option --satge (Did you mean --stage?)' },
    // that no name begins so is an answer
    notFound: { type: 'list none/ --local', status: 0, says: 'none of the 1 names that are stored here begins so' },
  },
  {
    command: 'import',
    prepare: ({ cwd }) => writeFileSync(join(cwd, '.env'), `STRIPE_KEY=${planted}\n`, { mode: 0o600 }),
    success: {
      type: 'import .env --yes --local',
      says: /STRIPE_KEY\s+dev\/STRIPE_KEY\s+stored/,
      gives: { format: 'dotenv', entries: [{ key: 'STRIPE_KEY', name: 'dev/STRIPE_KEY', state: 'stored' }] },
    },
    denial: {
      type: 'import .env --stage dev --yes',
      may: ['secretsmanager:GetSecretValue'],
      says: missing('secretsmanager:PutSecretValue'),
    },
    wrongUse: { type: 'import .env --overwirte --local', says: 'unknown option --overwirte (Did you mean --overwrite?)' },
    notFound: { type: 'import none.env --yes --local', says: 'none.env does not exist' },
  },
]
