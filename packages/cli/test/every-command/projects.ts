import { expect } from 'vitest'
import { writeAdoptable } from '../running/adoptable.ts'
import { writeProject } from '../running/project.ts'
import type { OwnAccount } from './own-account.ts'
import { planted } from './planted.ts'
import { missing, type Row } from './row.ts'

const ofFilesAlone = 'it works on files, and asks nothing of AWS'
const refusal =
  'User: arn:aws:sts::111122223333:assumed-role/shop-role/session is not authorized to perform: secretsmanager:GetSecretValue on resource: prod/stripe because no identity-based policy allows the secretsmanager:GetSecretValue action'

const project = ({ cwd }: OwnAccount) => writeProject(cwd)
const keyInTemplate = (at: OwnAccount) =>
  writeAdoptable(at, {
    Charge: { variables: { STRIPE_KEY: JSON.stringify(planted) }, code: 'export const handler = async () => process.env.STRIPE_KEY\n' },
  })

/** Commands about a project's own files. */
export const projects: readonly Row[] = [
  {
    command: 'init',
    withoutServer: true,
    success: {
      type: 'init shop --host api.stripe.com',
      says: 'wrote shop/src/secrets.ts',
      gives: { written: ['src/secrets.ts', 'src/handler.ts', 'package.json'], kept: [] },
    },
    denial: ofFilesAlone,
    wrongUse: { type: 'init shop --hots api.stripe.com', says: 'unknown option --hots (Did you mean --host?)' },
    notFound: 'what is not there is what it makes',
  },
  {
    command: 'adopt',
    prepare: keyInTemplate,
    success: {
      type: 'adopt --yes --local',
      says: /STRIPE_KEY\s+secret dev\/charge\/stripe-key \(\w+ stripeKey\)\s+stored/,
      gives: { isDone: true, secrets: [{ variables: [{ name: 'STRIPE_KEY' }], state: 'stored', export: 'stripeKey' }] },
    },
    denial: {
      type: 'adopt --yes --stage dev',
      may: ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecrets', 'ssm:DescribeParameters'],
      says: missing('secretsmanager:PutSecretValue'),
    },
    wrongUse: { type: 'adopt --onyl STRIPE_KEY --local', says: 'unknown option --onyl (Did you mean --only?)' },
    notFound: { type: 'adopt --local', prepare: () => {}, says: 'there is no SAM or CloudFormation template' },
  },
  {
    command: 'eject',
    withoutServer: true,
    prepare: project,
    success: { type: 'eject', says: '+++ b/src/plain-secrets.ts', gives: { file: 'src/plain-secrets.ts', written: false, notEjected: [] } },
    denial: ofFilesAlone,
    wrongUse: { type: 'eject --wriet', says: 'unknown option --wriet (Did you mean --write?)' },
    notFound: { type: 'eject', prepare: () => {}, says: 'there is nothing to eject' },
  },
  {
    command: 'doctor',
    success: {
      type: 'doctor --local',
      says: /ok\s+credentials/,
      gives: { checks: expect.arrayContaining([expect.objectContaining({ check: 'credentials', status: 'ok' })]), problems: 0 },
    },
    // what it may not look at is one finding among others, and no failure of its own
    denial: { type: 'doctor', status: 0, may: [], says: missing('secretsmanager:ListSecrets') },
    wrongUse: { type: 'doctor --satge dev', says: 'unknown option --satge (Did you mean --stage?)' },
    // a finding as well
    notFound: { type: 'doctor --local --data nowhere', status: 1, says: 'sallyport local start' },
  },
  {
    command: 'explain',
    withoutServer: true,
    success: {
      type: ['explain', refusal],
      says: missing('secretsmanager:GetSecretValue'),
      gives: { denied: false, role: 'shop-role', statement: { Action: 'secretsmanager:GetSecretValue' } },
    },
    denial: ofFilesAlone,
    wrongUse: { type: 'explain --mesage', says: 'unknown option --mesage' },
    notFound: 'a role that no function here has is explained all the same',
  },
  {
    command: 'completion',
    withoutServer: true,
    withoutJson: 'a shell takes its own language alone',
    success: { type: 'completion bash', says: 'complete ' },
    denial: ofFilesAlone,
    wrongUse: { type: 'completion bash --jsno', says: 'unknown option --jsno (Did you mean --json?)' },
    // one of a closed list: wrong use, as a kind is
    notFound: { type: 'completion csh', status: 2, says: 'give one of bash, zsh, fish, powershell' },
  },
]
