import type { Statement } from '../policy-document/policy-document.ts'
import { PolicyError, quoted } from '../policy-document/policy-error.ts'
import { exactText, splitArn } from './account-of-place.ts'

export interface DecryptThroughService {
  readonly sid: string
  readonly service: 'secretsmanager' | 'ssm'
  readonly partition: string
  readonly region: string
  readonly kmsKeyArn: string
  readonly encryptionContext: { readonly operator: 'StringEquals' | 'ArnLike'; readonly name: string; readonly value: string }
}

/**
 * Decrypt under one key, only when the service asks in the function's name, and only for what the service itself bound the
 * ciphertext to. By the key's ARN: an alias in Resource grants nothing.
 * Source: AWS KMS Developer Guide, "kms:ViaService", "kms:EncryptionContext:context-key" and "Using aliases to control access to KMS keys".
 */
export function decryptStatement({ sid, service, partition, region, kmsKeyArn, encryptionContext }: DecryptThroughService): Statement {
  const key = splitArn(kmsKeyArn, 'kms', 'key/')
  exactText(key.resource, 'key id', /^[A-Za-z0-9-]+$/)
  if (key.region !== region || key.partition !== partition)
    throw new PolicyError('NOT_GRANTABLE', `may not grant ${quoted(kmsKeyArn)}: a service uses keys of its own region, ${region}`)
  const context = { [`kms:EncryptionContext:${encryptionContext.name}`]: [encryptionContext.value] }
  const viaService = { 'kms:ViaService': serviceNames(service, region, partition) }
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: ['kms:Decrypt'],
    Resource: [kmsKeyArn],
    Condition:
      encryptionContext.operator === 'StringEquals'
        ? { StringEquals: { ...context, ...viaService } }
        : { ArnLike: context, StringEquals: viaService },
  }
}

/** Which of the two China's regions send could not be tried; each is the same service of the same region, so both together widen nothing. */
function serviceNames(service: string, region: string, partition: string): readonly string[] {
  const name = `${service}.${region}.amazonaws.com`
  return partition === 'aws-cn' ? [name, `${name}.cn`] : [name]
}
