import type { PolicyDocument, Statement } from '@sallyport/iam'
import type { FunctionInTemplate } from '@sallyport/project'
import { isDecrypt, ourPolicyIn } from '../template-policy/our-template-policy.ts'
import type { UnknownKey } from './keys/keys-found.ts'
import type { ToldRead } from './other-reads.ts'

/** Of each service the actions that give a value. */
const readingActions: Readonly<Record<ToldRead['service'], readonly string[]>> = {
  secretsmanager: ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'],
  ssm: ['ssm:GetParameters', 'ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory'],
}

/**
 * What of our policy, as it is now, may be for reads whose name is not known, or for keys that are not: nobody can tell that it is not, so
 * that it stays.
 * @param before `undefined` where there is none
 */
export async function keptStatements(
  before: PolicyDocument | undefined,
  reads: readonly ToldRead[],
  keys: readonly UnknownKey[] = [],
): Promise<readonly Statement[]> {
  const unknown = reads.filter(({ granted }) => !granted)
  if (before === undefined || (unknown.length === 0 && keys.length === 0)) return []
  const { compilePolicy, evaluate } = await import('@sallyport/iam')
  const actions = new Set([
    ...unknown.flatMap(({ action, service }) => (action === undefined ? readingActions[service] : [action])),
    'kms:Decrypt',
  ])
  return before.Statement.filter(({ Action, NotAction }) => {
    const actionsAlone: Statement = { Effect: 'Allow', ...(Action && { Action }), ...(NotAction && { NotAction }), Resource: ['*'] }
    const compiled = compilePolicy('kept', { Version: '2012-10-17', Statement: [actionsAlone] })
    return [...actions].some((action) => evaluate([compiled], { action, resource: '*', context: {} }).allowed)
  })
}

/**
 * The same of a template's function. For keys alone only what decrypts is looked at: what else stands there need not be understood.
 * @throws TaskError `CONFLICT` when it holds what cannot be understood
 */
export async function keptInTemplate(
  inTemplate: FunctionInTemplate,
  reads: readonly ToldRead[],
  keys: readonly UnknownKey[],
): Promise<readonly Statement[]> {
  const isUnknown = reads.some(({ granted }) => !granted)
  if (!isUnknown && keys.length === 0) return []
  return keptStatements(await ourPolicyIn(inTemplate, isUnknown ? undefined : isDecrypt), reads, keys)
}

/** The policy with what stays beside it. */
export async function withKept(policy: PolicyDocument, kept: readonly Statement[]): Promise<PolicyDocument> {
  if (kept.length === 0) return policy
  const { policyOf } = await import('@sallyport/iam')
  return policyOf([...policy.Statement, ...kept])
}

/** Why they stay, continuing "as they may be for …". */
export function keptFor(reads: readonly ToldRead[]): string {
  return reads.some(({ granted }) => !granted) ? 'reads whose names are not known' : 'keys that are not known'
}
