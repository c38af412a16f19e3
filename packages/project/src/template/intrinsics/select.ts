import type { Intrinsic } from './intrinsics.ts'
import { eachOf, knownText, unknown } from './value.ts'

/** Source: CloudFormation User Guide, "Fn::Select". */
export const select: Intrinsic = (argument, scope, line) => {
  const [position, list] = argument.type === 'list' ? argument.items : []
  const index = position === undefined ? undefined : knownText(scope.resolved(position))
  if (list === undefined) return unknown('has a Select without a number and a list', line)
  const from = scope.resolved(list)
  if (index === undefined || !/^\d+$/.test(index)) return unknown('has a Select without a number and a list', line, from)
  return eachOf(from, line, (values) => {
    if (values.kind !== 'list') return unknown('selects from a list that is not known before deployment', line, values)
    return values.items[Number(index)] ?? unknown(`selects item ${index} of a list of ${values.items.length}`, line, values)
  })
}
