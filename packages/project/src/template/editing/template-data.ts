import { isDeepStrictEqual } from 'node:util'
import type { TemplateNode } from '../reading/template-node.ts'
import type { TemplateData } from './written-value.ts'

/** A node as plain data: intrinsic functions in their full form, aliases followed. */
export function dataOf(node: TemplateNode): TemplateData {
  switch (node.type) {
    case 'text':
      return node.text
    case 'null':
      return []
    case 'list':
      return node.items.map(dataOf)
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, dataOf(entry.node)]))
    case 'call':
      return { [node.name]: dataOf(node.argument) }
  }
}

export function isSameData(one: TemplateData | undefined, other: TemplateData | undefined): boolean {
  return isDeepStrictEqual(one, other)
}

/** Data with what stands at a path taken out; maps that are empty then, too. */
export function without(data: TemplateData, path: readonly string[]): TemplateData {
  const [key, ...rest] = path
  if (key === undefined || typeof data === 'string' || Array.isArray(data)) return data
  // what is neither a text nor a list is a map
  const map = data as Readonly<Record<string, TemplateData>>
  const inner = map[key]
  if (inner === undefined) return data
  const left = rest.length === 0 ? undefined : without(inner, rest)
  const isGone = left === undefined || (typeof left === 'object' && Object.keys(left).length === 0)
  const others = Object.entries(map).filter(([each]) => each !== key)
  return Object.fromEntries(isGone || left === undefined ? others : [...others, [key, left]])
}
