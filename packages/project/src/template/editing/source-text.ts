import { isCollection, isMap, isScalar, type ParsedNode, type YAMLMap } from 'yaml'
import { ProjectError } from '../../project-error.ts'
import type { TemplateDocument } from '../reading/template-document.ts'
import type { TextStyle } from './written-value.ts'

/** A change of a text: what stands from `start` to `end` becomes `text`. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** @param splices none of which overlap */
export function spliced(text: string, splices: readonly Splice[]): string {
  const parts: string[] = []
  let end = 0
  for (const splice of [...splices].sort((one, other) => one.start - other.start)) {
    parts.push(text.slice(end, splice.start), splice.text)
    end = splice.end
  }
  return [...parts, text.slice(end)].join('')
}

/** Why an edit is refused. */
export function notEditable(document: TemplateDocument, line: number, reason: string): ProjectError {
  const { file } = document
  return new ProjectError('TEMPLATE_NOT_EDITABLE', { message: `template ${file}:${line} may not be edited: ${reason}`, file, line, reason })
}

export type Pair = YAMLMap.Parsed['items'][number]

export function isFlow(node: ParsedNode): boolean {
  return isCollection(node) && node.flow === true
}

/** Where the text of a node ends, without comments and blank lines behind it. */
export function endOf(node: ParsedNode): number {
  if (!isCollection(node) || node.flow === true) return node.range[1]
  const last = node.items.at(-1)
  if (last === undefined) return node.range[1]
  // items of a map are pairs, of a list nodes, as the library has parsed them
  return isMap(node) ? endOfPair(last as Pair) : endOf(last as ParsedNode)
}

export function endOfPair({ key, value }: Pair): number {
  return value === null ? key.range[1] : Math.max(endOf(value), key.range[1])
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the next line begins, after what ends at `end` and a comment behind it. */
export function nextLine(text: string, end: number): number {
  if (text[end - 1] === '\n') return end // a block scalar holds its last line end
  const found = text.indexOf('\n', end)
  return found < 0 ? text.length : found + 1
}

/** The blanks before `offset` in its line; `undefined` where something else stands there too. */
export function indentAt(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset)
  return /^[ \t]*$/.test(before) ? before : undefined
}

/** Whole lines put in at the beginning of a line, or behind the last line where no line end follows it. */
export function insertedLines(text: string, at: number, lines: readonly string[], lineEnd: string): Splice {
  const isOpen = at > 0 && text[at - 1] !== '\n'
  return { start: at, end: at, text: isOpen ? lineEnd + lines.join(lineEnd) : lines.map((line) => line + lineEnd).join('') }
}

/** Behind the colon of a pair. */
export function colonEnd(text: string, { key }: Pair): number {
  return text.indexOf(':', key.range[1]) + 1
}

/** Where a node begins, its tag and anchor too. */
export function startOf(text: string, node: ParsedNode): number {
  const before = text.slice(Math.max(0, node.range[0] - 300), node.range[0])
  return node.range[0] - (/(?:(?<=[\s,[{])[!&][^\s,[\]{}]+\s+)*$/.exec(before)?.[0].length ?? 0)
}

export function styleOf({ text, root }: TemplateDocument): TextStyle {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const [first] = isMap(root.source) ? root.source.items : []
  const inner = isMap(first?.value) || isMap(root.source) ? firstNested(root.source, text) : undefined
  return { isJson: isFlow(root.source), lineEnd, unit: inner ?? '  ' }
}

/** One level of indentation, as the first nested map has it. */
function firstNested(root: ParsedNode, text: string): string | undefined {
  if (!isMap(root)) return undefined
  const [first] = root.items
  const outer = first === undefined || !isScalar(first.key) ? undefined : indentAt(text, first.key.range[0])
  if (isFlow(root)) return outer || undefined
  for (const { value } of root.items) {
    const [pair] = isMap(value) && !isFlow(value) ? value.items : []
    const indent = pair === undefined ? undefined : indentAt(text, pair.key.range[0])
    if (indent !== undefined && outer !== undefined && indent.length > outer.length) return indent.slice(outer.length)
  }
  return undefined
}
