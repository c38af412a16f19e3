import { type Alias, isAlias, isCollection, isMap, isScalar, type ParsedNode, type YAMLMap } from 'yaml'
import { templateError } from './template-error.ts'
import type { CallNode, MapEntry, TemplateNode } from './template-node.ts'
import type { YamlText } from './yaml-text.ts'

/** Values of a template with aliases followed; aliases of aliases could make more than there is memory for. */
const maxValues = 500_000

export interface TemplateTree {
  readonly root: TemplateNode | undefined
  /** What an alias stands for somewhere: a change of its text changes that place too. */
  readonly aliased: ReadonlySet<ParsedNode>
}

/** @throws ProjectError `TEMPLATE_INVALID` */
export function templateTree({ file, contents, lineOf }: YamlText): TemplateTree {
  const byAnchor = new Map<string, { node: TemplateNode; source: ParsedNode }>()
  const aliased = new Set<ParsedNode>()
  const lineAt = (node: ParsedNode) => lineOf(node.range[0])

  const sized = (node: ParsedNode, parts: readonly TemplateNode[]): number => {
    const size = parts.reduce((sum, each) => sum + each.size, 1)
    if (size > maxValues) throw templateError(file, lineAt(node), `has more than ${maxValues} values once its aliases are followed`)
    return size
  }

  const nodeOf = (source: ParsedNode): TemplateNode => {
    if (isAlias(source)) return followed(source)
    const node = called(source, plain(source))
    if (source.anchor !== undefined) byAnchor.set(source.anchor, { node, source })
    return node
  }

  const followed = (alias: Alias.Parsed): TemplateNode => {
    const found = byAnchor.get(alias.source)
    if (found === undefined)
      // the alias's name may be a value that was meant as a text
      throw templateError(
        file,
        lineAt(alias),
        'has an alias (*…) that no anchor before it names, or that holds itself: put a text that begins with * into quotes',
      )
    aliased.add(found.source)
    return { ...found.node, line: lineAt(alias), isAliased: true }
  }

  const plain = (source: ParsedNode): TemplateNode => {
    const placed = { line: lineAt(source), source, isAliased: false }
    if (isMap(source)) {
      const entries = entriesOf(source)
      const size = sized(
        source,
        [...entries.values()].map(({ node }) => node),
      )
      return { type: 'map', entries, ...placed, size }
    }
    if (isCollection(source)) {
      // a list's items are nodes, as the library has parsed them
      const items = (source.items as ParsedNode[]).map(nodeOf)
      return { type: 'list', items, ...placed, size: sized(source, items) }
    }
    const text = isScalar(source) ? String(source.value ?? '') : ''
    const isNull = isScalar(source) && source.type === 'PLAIN' && source.tag === undefined && /^(~|null|Null|NULL|)$/.test(text)
    return isNull ? { type: 'null', ...placed, size: 1 } : { type: 'text', text, ...placed, size: 1 }
  }

  const entriesOf = (source: YAMLMap.Parsed): Map<string, MapEntry> => {
    const entries = new Map<string, MapEntry>()
    const merged: MapEntry[] = []
    for (const pair of source.items) {
      if (!isScalar(pair.key)) throw templateError(file, lineAt(source), 'has a key that is not text')
      const key = String(pair.key.value ?? '')
      const line = lineAt(pair.key)
      const entry = { line, node: pair.value === null ? nothingAfter(pair.key) : nodeOf(pair.value), pair }
      if (pair.key.anchor !== undefined) byAnchor.set(pair.key.anchor, { node: plain(pair.key), source: pair.key })
      if (key === '<<' && pair.key.type === 'PLAIN') merged.push(entry)
      else if (entries.has(key))
        throw templateError(file, line, `has the key ${shown(key)} twice in one map, first in line ${entries.get(key)?.line}`)
      else entries.set(key, entry)
    }
    for (const { node, line } of merged.flatMap(mergedMaps)) {
      if (node.type !== 'map') throw templateError(file, line, 'merges what is not a map')
      for (const [key, entry] of node.entries) if (!entries.has(key)) entries.set(key, { ...entry, line, pair: undefined })
    }
    return entries
  }

  const nothingAfter = (key: ParsedNode): TemplateNode => ({ type: 'null', line: lineAt(key), source: key, isAliased: false, size: 1 })

  return { root: contents === null ? undefined : nodeOf(contents), aliased }
}

/** A merge key takes one map or a list of them. Source: YAML, "Merge Key Language-Independent Type for YAML Version 1.1". */
function mergedMaps({ node, line }: MapEntry): { node: TemplateNode; line: number }[] {
  return node.type === 'list' ? node.items.map((each) => ({ node: each, line: each.line })) : [{ node, line }]
}

/**
 * A value as the intrinsic function it calls, in the short form (`!Sub`) or the full one (a map of the one key `Fn::Sub`).
 * Source: CloudFormation User Guide, "Intrinsic function reference".
 */
function called(source: ParsedNode, node: TemplateNode): TemplateNode {
  const tag = 'tag' in source ? source.tag : undefined
  const inFull = calledInFull(node)
  return tag?.startsWith('!') && tag !== '!' ? call(fullName(tag.slice(1)), inFull, node) : inFull
}

function calledInFull(node: TemplateNode): TemplateNode {
  const [only] = node.type === 'map' && node.entries.size === 1 ? node.entries : []
  if (only === undefined) return node
  const [key, { node: argument }] = only
  return key.startsWith('Fn::') || (key === 'Ref' && argument.type === 'text') ? call(key, argument, node) : node
}

function call(name: string, argument: TemplateNode, { line, source, isAliased, size }: TemplateNode): CallNode {
  return { type: 'call', name, argument, line, source, isAliased, size }
}

function fullName(short: string): string {
  return short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`
}

function shown(key: string): string {
  return JSON.stringify(key.length > 80 ? `${key.slice(0, 80)}…` : key)
}
