import type { Account } from '../../account.ts'
import type { FoundParameter } from './find-parameter.ts'
import { shownValue } from './shown-value.ts'

/** A parameter as GetParameter and its plurals tell it. */
export function parameterAnswer({ name, key, arn, record, version, selector }: FoundParameter, isDecrypted: boolean, account: Account) {
  return {
    Name: name,
    Type: record.type,
    Value: shownValue(record, key, version, isDecrypted, account),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: arn,
    DataType: version.dataType,
  }
}
