import type { Denial } from '../account/denial.ts'
import type { MissingStatement } from '../task-error.ts'
import type { Identity } from './identity.ts'
import type { LackedStatement } from './statement-for.ts'

/**
 * Operations that are about no key of their own, and take `*` alone.
 * Sources: KMS Developer Guide, "Specifying KMS keys in IAM policy statements" and "AWS KMS permissions" (custom key stores).
 */
const aboutNoKey = /^kms:(?:CreateKey|GenerateRandom|ListAliases|ListKeys|\w+CustomKeyStores?)$/

/** Whether a refusal is about a key that it does not name. */
export function isOfUnnamedKey({ action, resource }: Pick<Denial, 'action' | 'resource'>): boolean {
  return action.startsWith('kms:') && (resource === undefined || resource === '*') && !aboutNoKey.test(action)
}

/**
 * `missing` for one key, and for Decrypt only in the hands of the services that keep secrets.
 * Source: KMS Developer Guide, "kms:ViaService" (which of China's two suffixes is sent could not be tried; both are the same service).
 */
export function keyStatement(missing: MissingStatement, { partition }: Pick<Identity, 'partition'>, region: string): LackedStatement {
  if (!missing.Action.startsWith('kms:') || aboutNoKey.test(missing.Action)) return missing
  const isNamed = missing.Resource !== '*'
  const asked = region === '*' ? 'REGION' : region
  const regionOfKey = isNamed ? missing.Resource.split(':')[3] || 'REGION' : asked
  const statement = { ...missing, Resource: isNamed ? missing.Resource : `arn:${partition}:kms:${regionOfKey}:ACCOUNT:key/KEY` }
  if (missing.Action !== 'kms:Decrypt') return statement
  const suffixes = partition === 'aws-cn' ? ['', '.cn'] : ['']
  const services = ['secretsmanager', 'ssm'].flatMap((service) => suffixes.map((end) => `${service}.${regionOfKey}.amazonaws.com${end}`))
  return { ...statement, Condition: { StringEquals: { 'kms:ViaService': services } } }
}
