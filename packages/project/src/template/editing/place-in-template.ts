import type { TemplateDocument } from '../reading/template-document.ts'
import type { MapNode, TemplateNode } from '../reading/template-node.ts'
import { notEditable } from './source-text.ts'

/**
 * The map at a path, made sure of being written there and nowhere else; `undefined` where there is none.
 * @throws ProjectError `TEMPLATE_NOT_EDITABLE` where an alias, an anchor, a merge key or an intrinsic function is in the way
 */
export function mapAt(document: TemplateDocument, path: readonly string[]): MapNode | undefined {
  const node = nodeAt(document, path)
  if (node === undefined || node.type === 'map') return node
  throw notEditable(document, node.line, `${path.at(-1)} is ${node.type === 'call' ? node.name : `a ${node.type}`}, not a map`)
}

/** The value at a path, under the same conditions; nothing written counts as none. */
export function nodeAt(document: TemplateDocument, path: readonly string[]): TemplateNode | undefined {
  let node: TemplateNode = document.root
  for (const [index, key] of path.entries()) {
    if (node.type === 'call') throw notEditable(document, node.line, `${path[index - 1]} is ${node.name}: edit it by hand`)
    if (node.type !== 'map') return undefined
    const entry = node.entries.get(key)
    if (entry === undefined) return undefined
    if (entry.pair === undefined) throw notEditable(document, entry.line, `${key} comes from a merge key (<<)`)
    if (entry.node.isAliased)
      throw notEditable(document, entry.line, `${key} is an alias, so that the change would be one of another place too`)
    if (document.aliased.has(entry.node.source))
      throw notEditable(
        document,
        entry.line,
        `${key} has an anchor that is used elsewhere, so that the change would be one of another place too`,
      )
    node = entry.node
  }
  return node.type === 'null' && path.length > 0 ? undefined : node
}
