import { writtenText } from '../reading/template-node.ts'
import type { Intrinsic } from './intrinsics.ts'
import { eachOf, type TextValue, unknown } from './value.ts'

/** Source: CloudFormation User Guide, "Fn::Split". */
export const split: Intrinsic = (argument, scope, line) => {
  const [delimiter, source] = argument.type === 'list' ? argument.items : []
  const between = writtenText(delimiter)
  if (between === undefined || between === '' || source === undefined) return unknown('has a Split without a delimiter and a text', line)
  return eachOf(scope.resolved(source), line, (value) =>
    value.kind === 'text' ? { kind: 'list', items: parts(value, between) } : unknown('splits what is not a text', line),
  )
}

/** The parts of a text; what is not known in it counts as free of the delimiter. */
function parts({ pieces, assumes }: TextValue, between: string): TextValue[] {
  const found: TextValue['pieces'][number][][] = [[]]
  for (const piece of pieces) {
    const [first = '', ...more] = typeof piece === 'string' ? piece.split(between) : []
    found.at(-1)?.push(typeof piece === 'string' ? first : piece)
    found.push(...more.map((each) => [each]))
  }
  return found.map((each) => ({ kind: 'text', pieces: each.length > 1 ? each.filter((piece) => piece !== '') : each, assumes }))
}
