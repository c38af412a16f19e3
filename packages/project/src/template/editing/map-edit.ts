import { isMap, type YAMLMap } from 'yaml'
import type { TemplateDocument } from '../reading/template-document.ts'
import type { MapNode } from '../reading/template-node.ts'
import {
  colonEnd,
  endOf,
  endOfPair,
  indentAt,
  insertedLines,
  isFlow,
  lineStart,
  nextLine,
  notEditable,
  type Pair,
  type Splice,
  startOf,
  styleOf,
} from './source-text.ts'
import { entryLines, flowText, type TemplateData, type TextStyle, yamlLines } from './written-value.ts'

/** The text of a map as it was parsed. */
export function sourceOf(document: TemplateDocument, node: MapNode): YAMLMap.Parsed {
  if (!isMap(node.source)) throw notEditable(document, node.line, 'this is not written as a map')
  return node.source
}

export function pairOf(document: TemplateDocument, node: MapNode, key: string): Pair {
  const entry = node.entries.get(key)
  const pair = sourceOf(document, node).items.find((each) => each === entry?.pair)
  if (pair === undefined) throw notEditable(document, entry?.line ?? node.line, `${key} comes from a merge key (<<)`)
  return pair
}

/** A pair and its line, or its part of `{…}`, taken out. Other pairs of the map must be left. */
export function removedPair(document: TemplateDocument, node: MapNode, key: string): Splice {
  const { text } = document
  const pair = pairOf(document, node, key)
  const { items } = sourceOf(document, node)
  if (isFlow(node.source))
    return removedFromFlow(
      text,
      items.map((each) => ({ start: each.key.range[0], end: endOfPair(each) })),
      items.indexOf(pair),
    )
  const start = pair.key.range[0]
  if (indentAt(text, start) === undefined) throw notEditable(document, node.line, `${key} does not begin its line`)
  return { start: lineStart(text, start), end: nextLine(text, endOfPair(pair)), text: '' }
}

/** One of several parts between commas, with a comma. */
export function removedFromFlow(text: string, parts: readonly { start: number; end: number }[], index: number): Splice {
  const [previous, part, next] = [parts[index - 1], parts[index], parts[index + 1]]
  if (part === undefined) throw new RangeError(`no part ${index}`)
  if (next !== undefined) return { start: part.start, end: next.start, text: '' }
  if (previous !== undefined) return { start: previous.end, end: part.end, text: '' }
  const [open, close] = [text.slice(0, part.start).search(/[ \t\r\n]*$/), text.slice(part.end).search(/[^ \t\r\n,]/)]
  return { start: open, end: part.end + Math.max(0, close), text: '' }
}

/** A key and its value, behind the last of the map. */
export function insertedPair(document: TemplateDocument, node: MapNode, key: string, value: TemplateData): Splice {
  const { text } = document
  const style = styleOf(document)
  const { items, range } = sourceOf(document, node)
  const last = items.at(-1)
  if (!isFlow(node.source) && last !== undefined) {
    const indent = indentAt(text, items[0]?.key.range[0] ?? 0)
    if (indent === undefined) throw notEditable(document, node.line, 'its first key does not begin its line')
    const lines = entryLines(key, value, style.unit).map((line) => indent + line)
    return insertedLines(text, nextLine(text, endOfPair(last)), lines, style.lineEnd)
  }
  if (last === undefined)
    return { start: range[0], end: range[1], text: `{ ${JSON.stringify(key)}: ${flowText(value, style, undefined)} }` }
  const gap = text.slice(range[0] + 1, items[0]?.key.range[0])
  const indent = /\n([ \t]*)$/.exec(gap)?.[1]
  const between = gap.includes('\n') ? style.lineEnd + indent : gap === '' && style.isJson ? '' : ' '
  const colon = between === '' ? ':' : ': '
  return {
    start: endOfPair(last),
    end: endOfPair(last),
    text: `,${between}${JSON.stringify(key)}${colon}${flowText(value, style, indent)}`,
  }
}

/** Another value under a key. */
export function replacedValue(document: TemplateDocument, node: MapNode, key: string, value: TemplateData): Splice {
  const { text } = document
  const style = styleOf(document)
  const pair = pairOf(document, node, key)
  const start = pair.value === null ? colonEnd(text, pair) : startOf(text, pair.value)
  const end = pair.value === null ? start : Math.max(start, endOf(pair.value))
  const tail = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '' // of a block scalar
  const space = start === colonEnd(text, pair) && !style.isJson ? ' ' : ''
  return { start, end, text: space + oneLine(value, style, isFlow(node.source)) + tail }
}

/** A value on one line: in flow form where it stands in `{…}`, or has no shorter one. */
export function oneLine(value: TemplateData, style: TextStyle, isInFlow: boolean): string {
  const [first, more] = isInFlow ? [] : yamlLines(value, style.unit)
  return first !== undefined && more === undefined ? first : flowText(value, style, undefined)
}
