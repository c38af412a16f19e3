import type { SecretService } from '../secret-services.ts'

/** A secret or a parameter under one name, however a caller, a policy or a denial spelled it. */
export interface SecretKey {
  readonly service: SecretService
  readonly name: string
}

/** A stored secret with its ARN, which decides where a spelling can mean two. */
export interface KnownSecret extends SecretKey {
  readonly arn?: string | undefined
}

/** The secret that `spelled` means: a name, a full ARN, or an ARN without its six last characters. */
export function secretKey(spelled: string, known: readonly KnownSecret[]): SecretKey {
  const found = known.find((each) => each.service === 'secretsmanager' && (each.arn === spelled || each.name === spelled))
  if (found !== undefined) return { service: 'secretsmanager', name: found.name }
  if (!spelled.startsWith('arn:')) return { service: 'secretsmanager', name: spelled }
  const named = spelled.split(':').slice(6).join(':')
  const isPartial = known.some((each) => each.service === 'secretsmanager' && each.name === named)
  return { service: 'secretsmanager', name: isPartial ? named : named.replace(/-(?:[A-Za-z0-9]{6}|\?{6})$/, '') }
}

/**
 * The parameter that `spelled` means: a name or an ARN, with or without a version or label.
 * A name of one level is the same with and without its slash (Systems Manager User Guide, "Understanding requirements and constraints for parameter names").
 */
export function parameterKey(spelled: string, known: readonly KnownSecret[]): SecretKey {
  const name = (spelled.startsWith('arn:') ? (spelled.split(':parameter/')[1] ?? spelled) : spelled)
    .replace(/^\//, '')
    .replace(/:[^:/]+$/, '')
  const found = known.find((each) => each.service === 'ssm' && each.name.replace(/^\//, '') === name)
  return { service: 'ssm', name: found?.name ?? (name.includes('/') ? `/${name}` : name) }
}
