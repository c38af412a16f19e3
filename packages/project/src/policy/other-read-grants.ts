import { batchReadStatement, PolicyError, parameterReadStatement, type Statement, secretReadStatement } from '@sallyport/iam'
import type { OtherRead } from '../reach/other-reads/other-read.ts'
import { known, type PolicyTarget } from './policy-target.ts'

/** What reads by other libraries take, and which of them cannot be granted exactly: a role that has a grant for those must keep it. */
export interface OtherReadGrants {
  readonly statements: readonly Statement[]
  readonly notGranted: readonly { readonly read: OtherRead; readonly reason: string }[]
}

/**
 * The statements for what a function reads without `sallyport`.
 * @example
 * const { notGranted } = otherReadGrants(reach.otherReads, target) // [{ read: { file: 'src/old.ts', line: 12, … }, reason: '…' }]
 */
export function otherReadGrants(reads: readonly OtherRead[], target: PolicyTarget): OtherReadGrants {
  const granted = reads.map((read) => ({ read, found: grantOf(read, target) }))
  return {
    statements: granted.flatMap(({ found }) => ('statements' in found ? found.statements : [])),
    notGranted: granted.flatMap(({ read, found }) => ('reason' in found ? [{ read, reason: found.reason }] : [])),
  }
}

function grantOf({ action, name, reason }: OtherRead, target: PolicyTarget): { statements: readonly Statement[] } | { reason: string } {
  if (action === undefined || name === undefined) return { reason: reason ?? 'its name is not known' }
  if (name.includes('{')) return { reason: 'its name has a brace, which no name may have' } // `{id}` would become a wildcard
  try {
    return { statements: statementsOf(action, name, target) }
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    return { reason: error.message }
  }
}

function statementsOf(action: NonNullable<OtherRead['action']>, name: string, target: PolicyTarget): readonly Statement[] {
  const { partition, region, accountId } = target
  const place = (given: string) => {
    const arn = given.startsWith('arn:') ? given : known(target.knownArns, given)
    return { place: arn === undefined ? { name: given } : { arn }, partition, region, accountId, kmsKeyArn: known(target.knownKeys, given) }
  }
  switch (action) {
    case 'secretsmanager:GetSecretValue':
      return secretReadStatement(place(name))
    case 'secretsmanager:BatchGetSecretValue':
      return [batchReadStatement(), ...secretReadStatement(place(name))]
    default: {
      const parameter = withoutSelector(name)
      const secret = secretReferredTo(parameter)
      const read = parameterReadStatement({ ...place(parameter), action })
      return secret === undefined ? read : [...read, ...secretReadStatement(place(secret))]
    }
  }
}

/** The secret that a parameter's name refers to. */
export function secretReferredTo(parameter: string): string | undefined {
  return referencePrefix.exec(parameter)?.[1]
}

/** A secret by way of Parameter Store takes both permissions. Source: Systems Manager User Guide, "Referencing AWS Secrets Manager secrets from Parameter Store parameters". */
const referencePrefix = /^\/aws\/reference\/secretsmanager\/(.+)$/

/** `name:3` and `name:label` choose a version; the permission is on the name. Source: Systems Manager User Guide, "Working with parameter versions". */
export function withoutSelector(name: string): string {
  return name.replace(/(?<=^(?:arn:[^/]*\/)?[^:]*):[\w.-]+$/, '')
}
