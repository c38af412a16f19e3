import { isHiddenParameter } from '../intrinsics/hidden-parameter.ts'
import type { TemplateDocument } from '../reading/template-document.ts'
import { at, entriesOf, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { type Splice, spliced } from './source-text.ts'

const hidden = '[hidden]'

/** A template's text to show: what may be a secret in it is hidden, but for the values of `shown`. */
export function withoutValues(document: TemplateDocument, shown: ReadonlySet<string>): string {
  const splices = new Map<number, Splice>()
  for (const node of valuesIn(document).flatMap(textsIn)) {
    const { range } = node.source
    if (shown.has(node.text) || node.text === '' || node.text.startsWith('{{resolve:')) continue
    const lineEnd = /\r?\n$/.exec(document.text.slice(range[0], range[1]))?.[0] ?? '' // of a block scalar
    splices.set(range[0], { start: range[0], end: range[1], text: hidden + lineEnd })
  }
  return spliced(document.text, [...splices.values()])
}

/** Where people put secrets: variables, the values of secrets and parameters, and defaults that CloudFormation itself would not show. */
function valuesIn({ root, resources, parameters }: TemplateDocument): TemplateNode[] {
  const functions = [at(root, 'Globals', 'Function'), ...entriesOf(resources).map(([, { node }]) => at(node, 'Properties'))]
  const found = [
    ...functions.map((each) => at(each, 'Environment')),
    ...entriesOf(resources).flatMap(([, { node }]) => [at(node, 'Properties', 'SecretString'), valueOfParameter(node)]),
    ...entriesOf(parameters).map(([, { node }]) => (isHiddenParameter(node) ? at(node, 'Default') : undefined)),
  ]
  return found.filter((each) => each !== undefined)
}

function valueOfParameter(resource: TemplateNode): TemplateNode | undefined {
  return writtenText(at(resource, 'Type')) === 'AWS::SSM::Parameter' ? at(resource, 'Properties', 'Value') : undefined
}

/** Intrinsic functions whose arguments are names. */
const naming = new Set(['Ref', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::FindInMap'])

/** Texts in a value; what an intrinsic function names is no secret, but a text that it is given may be. */
function textsIn(node: TemplateNode): (TemplateNode & { type: 'text' })[] {
  switch (node.type) {
    case 'text':
      return [node]
    case 'list':
      return node.items.flatMap(textsIn)
    case 'map':
      return entriesOf(node).flatMap(([, entry]) => textsIn(entry.node))
    case 'call':
      return naming.has(node.name) ? [] : textsIn(node.argument)
    case 'null':
      return []
  }
}
