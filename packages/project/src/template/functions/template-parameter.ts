import type { TemplateDocument } from '../reading/template-document.ts'
import { at, entriesOf, type TemplateNode, writtenText } from '../reading/template-node.ts'

/** A parameter of a template, which whoever deploys it may give a value. */
export interface TemplateParameter {
  readonly name: string
  readonly line: number
  /** Whether anything else of the template names it: by a `Ref`, in a `Fn::Sub`, in a group of the console's. */
  readonly isUsed: boolean
  /** Its `AllowedValues`; none where it may have any. */
  readonly allowedValues: readonly string[]
}

export function templateParameters({ root, parameters }: TemplateDocument): TemplateParameter[] {
  const texts = entriesOf(root).flatMap(([section, { node }]) => (section === 'Parameters' ? [] : textsIn(node)))
  const named = new Set(texts.flatMap((text) => [text, ...[...text.matchAll(/\$\{\s*([A-Za-z0-9]+)\s*\}/g)].map(([, name = '']) => name)]))
  return entriesOf(parameters).map(([name, { line, node }]) => ({
    name,
    line,
    isUsed: named.has(name),
    allowedValues: allowedValues(at(node, 'AllowedValues')),
  }))
}

/** Source: CloudFormation User Guide, "CloudFormation template Parameters syntax". */
function allowedValues(node: TemplateNode | undefined): string[] {
  return node?.type === 'list' ? node.items.flatMap((each) => writtenText(each) ?? []) : []
}

function textsIn(node: TemplateNode): string[] {
  switch (node.type) {
    case 'text':
      return [node.text]
    case 'list':
      return node.items.flatMap(textsIn)
    case 'map':
      return [...node.entries.values()].flatMap(({ node: each }) => textsIn(each))
    case 'call':
      return textsIn(node.argument)
    case 'null':
      return []
  }
}
