import { writtenText } from '../reading/template-node.ts'
import { conditionNamed } from './condition.ts'
import type { Intrinsic } from './intrinsics.ts'
import { assuming, oneOf, unknown } from './value.ts'

/** Source: CloudFormation User Guide, "Fn::If". */
export const ifCondition: Intrinsic = (argument, scope, line) => {
  const [condition, then, otherwise] = argument.type === 'list' ? argument.items : []
  const name = writtenText(condition)
  if (name === undefined || then === undefined || otherwise === undefined)
    return unknown('has an If without a condition and two values', line)
  const { holds, assumes } = conditionNamed(name, scope)
  if (holds === undefined) return oneOf([scope.resolved(then), scope.resolved(otherwise)], line)
  return assuming(scope.resolved(holds ? then : otherwise), assumes)
}
