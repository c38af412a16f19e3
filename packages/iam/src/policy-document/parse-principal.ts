import { isJsonObject } from './json-object.ts'
import type { Principal, PrincipalByType, PrincipalType } from './policy-document.ts'
import { PolicyError, type PolicyPosition, quoted } from './policy-error.ts'
import { stringList } from './string-list.ts'

const identityArn = /^arn:[a-z-]+:(iam::\d{12}:(root|user\/[^*?]+|role\/[^*?]+)|sts::\d{12}:(assumed-role|federated-user)\/[^*?]+)$/

/**
 * Source: IAM User Guide, "AWS JSON policy elements: Principal": a wildcard stands alone, never for part of a name.
 * The unique ids that AWS stores (`AROA…`) and canonical user ids are refused: no request here could be told to match one.
 */
const isPrincipalOf: Record<PrincipalType, (value: string) => boolean> = {
  AWS: (value) => value === '*' || /^\d{12}$/.test(value) || identityArn.test(value),
  Service: (value) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value),
  Federated: (value) => value !== '' && !/[*?]/.test(value),
}

export function parsePrincipal(value: unknown, at: PolicyPosition): Principal {
  if (value === '*') return '*'
  if (!isJsonObject(value)) throw new PolicyError('MALFORMED_POLICY', 'is not "*" or an object such as { "Service": "…" }', at)
  const entries = Object.entries(value).map(([type, values]) => [type, parseType(type, values, at)] as const)
  if (entries.length === 0) throw new PolicyError('MALFORMED_POLICY', 'names nobody', at)
  const byType: PrincipalByType = Object.fromEntries(entries)
  return byType
}

function parseType(type: string, value: unknown, at: PolicyPosition): readonly string[] {
  if (type === 'CanonicalUser') throw new PolicyError('NOT_SUPPORTED', 'may not have CanonicalUser yet', at)
  if (type !== 'AWS' && type !== 'Service' && type !== 'Federated')
    throw new PolicyError('MALFORMED_POLICY', `has an unknown type ${quoted(type)}: AWS, Service or Federated`, at)
  const values = stringList(value, at)
  for (const each of values)
    if (!isPrincipalOf[type](each)) throw new PolicyError('MALFORMED_POLICY', `has an invalid principal "${type}": ${quoted(each)}`, at)
  return values
}
