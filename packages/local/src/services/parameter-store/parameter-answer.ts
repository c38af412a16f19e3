import type { Account } from '../../account.ts'
import type { FoundParameter } from './find-parameter.ts'

/**
 * A parameter as GetParameter and GetParameters tell it, under the name it was asked for.
 * A `SecureString` that is not to be decrypted is its ciphertext. Source: Systems Manager API Reference, "GetParameter", `WithDecryption`.
 */
export function parameterAnswer(
  { key, arn, record, version, selector }: FoundParameter,
  asked: string,
  isDecrypted: boolean,
  { parameters }: Account,
) {
  const isCiphertext = record.type === 'SecureString' && !isDecrypted
  return {
    Name: asked.startsWith('arn:') ? record.name : asked.slice(0, asked.length - (selector?.length ?? 0)),
    Type: record.type,
    Value: isCiphertext ? Buffer.from(version.sealed).toString('base64') : parameters.valueOf(key, version),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: arn,
    DataType: version.dataType,
  }
}
