import type { TemplateDocument } from '../reading/template-document.ts'
import type { TemplateNode } from '../reading/template-node.ts'
import { resolving } from './resolving.ts'
import type { Scope } from './scope.ts'

/** Computes a template's values whatever its parameters are given: none has its default, and every branch is kept. */
export function byParameter(document: TemplateDocument): Scope {
  return resolving({ ...document, parameters: document.parameters && eachEntry(document.parameters, withoutDefault) }, 'all')
}

function withoutDefault(parameter: TemplateNode): TemplateNode {
  if (parameter.type !== 'map') return parameter
  return { ...parameter, entries: new Map([...parameter.entries].filter(([name]) => name !== 'Default')) }
}

function eachEntry(node: TemplateNode, change: (entry: TemplateNode) => TemplateNode): TemplateNode {
  if (node.type !== 'map') return node
  return { ...node, entries: new Map([...node.entries].map(([name, entry]) => [name, { ...entry, node: change(entry.node) }])) }
}
