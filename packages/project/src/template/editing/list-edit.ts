import { isSeq, type ParsedNode } from 'yaml'
import type { TemplateDocument } from '../reading/template-document.ts'
import type { ListNode, MapNode, TemplateNode } from '../reading/template-node.ts'
import { oneLine, pairOf, removedFromFlow } from './map-edit.ts'
import {
  colonEnd,
  endOf,
  indentAt,
  insertedLines,
  isFlow,
  lineStart,
  nextLine,
  notEditable,
  type Splice,
  startOf,
  styleOf,
} from './source-text.ts'
import { flowText, hung, type TemplateData, yamlLines } from './written-value.ts'

/** An item behind the last of a list. */
export function appendedItem(document: TemplateDocument, list: ListNode, value: TemplateData): Splice {
  const { text } = document
  const style = styleOf(document)
  const items = sourcesOf(document, list)
  const last = items.at(-1)
  if (last === undefined) {
    const [start, end] = list.source.range
    return { start, end, text: `[${oneLine(value, style, true)}]` }
  }
  if (!isFlow(list.source)) {
    const dash = dashOf(document, items[0] ?? last, list.line)
    const lines = hung('- ', yamlLines(value, style.unit), '  ').map((line) => dash.indent + line)
    return insertedLines(text, nextLine(text, endOf(last)), lines, style.lineEnd)
  }
  const gap = text.slice(list.source.range[0] + 1, startOf(text, items[0] ?? last))
  const indent = /\n([ \t]*)$/.exec(gap)?.[1]
  const between = indent === undefined ? (gap === '' && style.isJson ? '' : ' ') : style.lineEnd + indent
  return { start: endOf(last), end: endOf(last), text: `,${between}${flowText(value, style, indent)}` }
}

/** Another item in the place of one. */
export function replacedItem(document: TemplateDocument, list: ListNode, index: number, value: TemplateData): Splice {
  const { text } = document
  const style = styleOf(document)
  const item = itemAt(document, list, index)
  if (isFlow(list.source)) {
    const start = startOf(text, item)
    return { start, end: endOf(item), text: flowText(value, style, indentAt(text, start)) }
  }
  const dash = dashOf(document, item, list.line)
  const lines = hung('- ', yamlLines(value, style.unit), '  ').map((line) => dash.indent + line)
  const end = nextLine(text, endOf(item))
  return { start: dash.line, end, text: lines.join(style.lineEnd) + (text[end - 1] === '\n' ? style.lineEnd : '') }
}

/** An item taken out. Other items of the list must be left. */
export function removedItem(document: TemplateDocument, list: ListNode, index: number): Splice {
  const { text } = document
  const items = sourcesOf(document, list)
  const item = itemAt(document, list, index)
  if (isFlow(list.source))
    return removedFromFlow(
      text,
      items.map((each) => ({ start: startOf(text, each), end: endOf(each) })),
      index,
    )
  return { start: dashOf(document, item, list.line).line, end: nextLine(text, endOf(item)), text: '' }
}

/** The value of a key, one text or one map, as a list of it and of one more item. */
export function listedWith(document: TemplateDocument, node: MapNode, key: string, old: TemplateNode, value: TemplateData): Splice[] {
  const { text } = document
  const style = styleOf(document)
  const pair = pairOf(document, node, key)
  if (pair.value === null) throw notEditable(document, old.line, `${key} is empty`)
  const [start, end] = [startOf(text, pair.value), endOf(pair.value)]
  if (isFlow(node.source) || isFlow(pair.value)) {
    const indent = style.isJson ? indentAt(text, pair.key.range[0]) : undefined
    return [
      { start, end: start, text: '[' },
      { start: end, end, text: `, ${flowText(value, style, indent)}]` },
    ]
  }
  const outer = indentAt(text, pair.key.range[0])
  if (outer === undefined) throw notEditable(document, old.line, `${key} does not begin its line`)
  const inner = old.type === 'map' ? indentAt(text, old.source.range[0]) : undefined
  const indent = inner !== undefined && inner.length > outer.length + style.unit.length ? inner : outer + style.unit
  const added = hung('- ', yamlLines(value, style.unit), '  ').map((line) => indent + line)
  const insertion = insertedLines(text, nextLine(text, end), added, style.lineEnd)
  if (old.type !== 'map') return [{ start: colonEnd(text, pair), end: start, text: `${style.lineEnd}${indent}- ` }, insertion]
  return [...hungMap(document, old, indent), insertion]
}

/** The lines of a block map as the first item of a list: two columns to the right, or more where the list stands further in. */
function hungMap(document: TemplateDocument, old: MapNode, indent: string): Splice[] {
  const { text } = document
  const [start, end] = [lineStart(text, old.source.range[0]), endOf(old.source)]
  const inner = indentAt(text, old.source.range[0])
  if (inner === undefined) throw notEditable(document, old.line, 'its first key does not begin its line')
  const lines = [...text.slice(start, end).matchAll(/^.+$/gm)].map(({ index }) => start + index)
  return lines.map((at, index) => ({
    start: at,
    end: index === 0 ? at + inner.length : at,
    text: index === 0 ? `${indent}- ` : `${indent.slice(inner.length)}  `,
  }))
}

function sourcesOf(document: TemplateDocument, list: ListNode): readonly ParsedNode[] {
  if (!isSeq(list.source)) throw notEditable(document, list.line, 'this is not written as a list')
  // items of a parsed list are nodes
  return list.source.items as ParsedNode[]
}

function itemAt(document: TemplateDocument, list: ListNode, index: number): ParsedNode {
  const item = sourcesOf(document, list)[index]
  if (item === undefined) throw new RangeError(`no item ${index}`)
  return item
}

/** The line of an item's dash, and what stands before it; the dash may stand alone, lines above the item. */
function dashOf(document: TemplateDocument, item: ParsedNode, listLine: number): { line: number; indent: string } {
  const { text } = document
  for (let [line, end] = [lineStart(text, item.range[0]), item.range[0]]; ; [line, end] = [lineStart(text, line - 1), line - 1]) {
    const before = text.slice(line, end)
    const [, indent] = /^([ \t]*)-(?:\s|$)/.exec(before) ?? []
    if (indent !== undefined) return { line, indent }
    if (line === 0 || !/^\s*(#.*)?$/.test(before.trimEnd()))
      throw notEditable(document, listLine, 'an item is laid out in a way that is not known')
  }
}
