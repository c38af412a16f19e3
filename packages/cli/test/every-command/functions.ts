import { expect } from 'vitest'
import { writeProject } from '../running/project.ts'
import type { OwnAccount } from './own-account.ts'
import { planted } from './planted.ts'
import { missing, type Row } from './row.ts'

const projectWithValues = async ({ cwd, secrets }: OwnAccount) => {
  writeProject(cwd)
  await secrets.createSecret({ Name: 'dev/stripe', SecretString: planted })
}

/** Commands about functions, and who reads what. */
export const functions: readonly Row[] = [
  {
    command: 'grant',
    prepare: projectWithValues,
    success: {
      type: 'grant checkout --stage dev --local',
      says: /"arn:aws:secretsmanager:\S+:secret:dev\/stripe-\?{6}"/,
      gives: { function: 'checkout', role: 'checkout-role', secrets: [{ name: 'dev/stripe', kind: 'apiKey' }] },
    },
    denial: { type: 'grant checkout --apply --stage dev', may: ['sts:GetCallerIdentity'], says: missing('iam:GetRole') },
    wrongUse: { type: 'grant checkout --aply --stage dev --local', says: 'unknown option --aply (Did you mean --apply?)' },
    notFound: { type: 'grant chekout --stage dev --local', says: 'did you mean "checkout"' },
  },
  {
    command: 'invoke',
    prepare: projectWithValues,
    success: {
      type: 'invoke checkout --payload {"a":1} --local',
      says: `"length":${planted.length}`,
      gives: { function: 'checkout', deployed: 'created', payload: expect.stringContaining(`"length":${planted.length}`) },
    },
    // the function is what is denied: the command itself did what it was asked to
    denial: { type: 'invoke checkout --no-grant --local', status: 1, says: missing('secretsmanager:GetSecretValue') },
    wrongUse: { type: 'invoke checkout --paylod {} --local', says: 'unknown option --paylod (Did you mean --payload?)' },
    notFound: { type: 'invoke chekout --local', says: 'did you mean "checkout"' },
  },
  {
    command: 'audit',
    prepare: projectWithValues,
    success: {
      type: 'audit --local',
      says: 'nobody read dev/stripe in this time',
      gives: { neverRead: [{ name: 'dev/stripe', service: 'secretsmanager' }], denied: [] },
    },
    denial: { type: 'audit', may: ['secretsmanager:ListSecrets', 'ssm:DescribeParameters'], says: missing('cloudtrail:LookupEvents') },
    wrongUse: { type: 'audit --sicne 7d --local', says: 'unknown option --sicne (Did you mean --since?)' },
    notFound: 'it is asked for no name',
  },
]
