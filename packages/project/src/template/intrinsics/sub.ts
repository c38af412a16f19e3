import { at, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { attributeOf } from './get-att.ts'
import type { Intrinsic } from './intrinsics.ts'
import { named } from './ref.ts'
import type { Scope } from './scope.ts'
import { joined, text, unknown, type Value } from './value.ts'

/** `${Name}`, `${Resource.Attribute}`, `${AWS::Region}`, and `${!Literal}`, which stays `${Literal}`. */
const variable = /\$\{([^{}]*)\}/g

/** Source: CloudFormation User Guide, "Fn::Sub". */
export const sub: Intrinsic = (argument, scope, line) => {
  const [pattern, own] = argument.type === 'list' ? argument.items : [argument]
  const written = writtenText(pattern)
  return written === undefined ? unknown('has a Sub without a written text', line) : substituted(written, own, scope, line)
}

function substituted(written: string, own: TemplateNode | undefined, scope: Scope, line: number): Value {
  const parts: Value[] = []
  let end = 0
  for (const match of written.matchAll(variable)) {
    parts.push(text(written.slice(end, match.index)), variableValue((match[1] ?? '').trim(), own, scope, line))
    end = match.index + match[0].length
  }
  return joined([...parts, text(written.slice(end))], line)
}

function variableValue(name: string, own: TemplateNode | undefined, scope: Scope, line: number): Value {
  if (name.startsWith('!')) return text(`\${${name.slice(1)}}`)
  const mapped = at(own, name)
  if (mapped !== undefined) return scope.resolved(mapped)
  return name.includes('.') ? attributeOf(name, scope, line) : named(name, scope, line)
}
