import { writtenText } from '../reading/template-node.ts'
import type { Intrinsic } from './intrinsics.ts'
import { eachOf, joined, text, unknown, type Value } from './value.ts'

/** Source: CloudFormation User Guide, "Fn::Join". */
export const join: Intrinsic = (argument, scope, line) => {
  const [delimiter, list] = argument.type === 'list' ? argument.items : []
  const between = delimiter?.type === 'null' ? '' : writtenText(delimiter)
  if (between === undefined || list === undefined) return unknown('has a Join without a delimiter and a list', line)
  return eachOf(scope.resolved(list), line, (values) =>
    values.kind === 'list'
      ? joined(
          values.items.flatMap((each, index): Value[] => (index === 0 ? [each] : [text(between), each])),
          line,
        )
      : unknown('joins a list that is not known before deployment', line, values),
  )
}
