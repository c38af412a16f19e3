import type { Intrinsic } from './intrinsics.ts'
import { knownText, unknown } from './value.ts'

export const importValue: Intrinsic = (argument, scope, line) => {
  const name = knownText(scope.resolved(argument))
  return unknown(`is the export ${name === undefined ? '' : `${name} `}of another stack (ImportValue)`, line)
}
