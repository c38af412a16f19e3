import type { TemplateDocument } from '../reading/template-document.ts'
import { at, entriesOf } from '../reading/template-node.ts'
import { insertedPair, pairOf, removedPair, replacedValue, sourceOf } from './map-edit.ts'
import { mapAt, nodeAt } from './place-in-template.ts'
import { endOfPair, isFlow, notEditable, type Splice } from './source-text.ts'
import type { TemplateData } from './written-value.ts'

const globals = ['Globals', 'Function'] as const

/** Where the properties of a function stand. */
export function propertiesPath(document: TemplateDocument, logicalId: string): readonly string[] {
  if (at(document.resources, logicalId) === undefined)
    throw notEditable(document, document.resources.line, `there is no resource ${logicalId}`)
  return ['Resources', logicalId, 'Properties']
}

export function removedVariable(document: TemplateDocument, logicalId: string, variable: string): Splice[] {
  const path = propertiesPath(document, logicalId)
  const own = withoutVariable(document, path, variable)
  if (own.length > 0) return own
  const global = at(document.root, ...globals, 'Environment', 'Variables')
  const entry = entriesOf(global).find(([name]) => name === variable)?.[1]
  if (entry !== undefined)
    throw notEditable(
      document,
      entry.line,
      `${variable} is set in Globals, for all functions: take it out there when none of them reads it`,
    )
  return []
}

/** The same for all functions at once. */
export function removedGlobalVariable(document: TemplateDocument, variable: string): Splice[] {
  return withoutVariable(document, globals, variable)
}

function withoutVariable(document: TemplateDocument, properties: readonly string[], variable: string): Splice[] {
  const path = [...properties, 'Environment', 'Variables']
  const variables = mapAt(document, path)
  if (variables === undefined || !variables.entries.has(variable)) return []
  nodeAt(document, [...path, variable]) // refuses what is written elsewhere
  return [removedWithParents(document, path, variable)]
}

/** A map that would be left empty goes too, but for comments in it: then it stays, as `{}`. */
function removedWithParents(document: TemplateDocument, path: readonly string[], key: string): Splice {
  const map = mapAt(document, path)
  const [parentKey = '', parentPath] = [path.at(-1), path.slice(0, -1)]
  const parent = mapAt(document, parentPath)
  if (map === undefined || parent === undefined) throw new RangeError(`no map at ${path.join('.')}`)
  if (map.entries.size > 1 || sourceOf(document, map).items.length > 1) return removedPair(document, map, key)
  const pair = pairOf(document, parent, parentKey)
  const hasComment = document.text
    .slice(pair.key.range[0], endOfPair(pair))
    .split('\n')
    .some((line) => /(^|\s)#/.test(line))
  // what Environment stands in always has more; were it the last, it would stay as `{}`
  const isEnvironment = parentKey === 'Environment'
  if (!hasComment && !isEnvironment) return removedWithParents(document, parentPath, parentKey)
  if (!hasComment && parent.entries.size > 1) return removedPair(document, parent, parentKey)
  return emptied(document, path, key)
}

function emptied(document: TemplateDocument, path: readonly string[], key: string): Splice {
  const map = mapAt(document, path)
  if (map === undefined) throw new RangeError(`no map at ${path.join('.')}`)
  const pair = pairOf(document, map, key)
  if (isFlow(map.source)) return removedPair(document, map, key)
  return { start: pair.key.range[0], end: endOfPair(pair), text: '{}' }
}

export function setVariable(document: TemplateDocument, logicalId: string, variable: string, value: TemplateData): Splice[] {
  const properties = propertiesPath(document, logicalId)
  const variables = mapAt(document, [...properties, 'Environment', 'Variables'])
  if (variables?.entries.has(variable)) {
    nodeAt(document, [...properties, 'Environment', 'Variables', variable])
    return [replacedValue(document, variables, variable, value)]
  }
  if (variables !== undefined) return [insertedPair(document, variables, variable, value)]
  return [insertedBelow(document, properties, ['Environment', 'Variables', variable], value)]
}

/** A value under keys of which the first are there. */
function insertedBelow(document: TemplateDocument, from: readonly string[], path: readonly string[], value: TemplateData): Splice {
  const [key = '', ...rest] = path
  const map = mapAt(document, from)
  if (map === undefined) throw notEditable(document, document.resources.line, `${from.at(-1)} of ${from.at(-2)} is not there`)
  if (mapAt(document, [...from, key]) !== undefined) return insertedBelow(document, [...from, key], rest, value)
  const nested = rest.reduceRight((inner: TemplateData, each) => ({ [each]: inner }), value)
  return map.entries.has(key) ? replacedValue(document, map, key, nested) : insertedPair(document, map, key, nested)
}
