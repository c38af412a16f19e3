import type { Pair, ParsedNode } from 'yaml'

interface Placed {
  /** From 1; where an alias stands, that of the alias. */
  readonly line: number
  readonly source: ParsedNode
  /** An alias brought it here: a change of its text would change another place too. */
  readonly isAliased: boolean
  /** Values in it, itself too. */
  readonly size: number
}

export interface TextNode extends Placed {
  readonly type: 'text'
  readonly text: string
}

export interface NullNode extends Placed {
  readonly type: 'null'
}

export interface ListNode extends Placed {
  readonly type: 'list'
  readonly items: readonly TemplateNode[]
}

export interface MapEntry {
  /** Of the key. */
  readonly line: number
  readonly node: TemplateNode
  /** As written; `undefined` for what a merge key (`<<`) brought. */
  readonly pair: Pair<ParsedNode, ParsedNode | null> | undefined
}

export interface MapNode extends Placed {
  readonly type: 'map'
  readonly entries: ReadonlyMap<string, MapEntry>
}

/** An intrinsic function, however written: `!Sub x`, `Fn::Sub: x`, `{ "Fn::Sub": "x" }`. */
export interface CallNode extends Placed {
  readonly type: 'call'
  /** `Ref`, `Fn::Sub`, … */
  readonly name: string
  readonly argument: TemplateNode
}

/** A value of a template, with the two spellings of an intrinsic function made one, aliases followed and merge keys merged. */
export type TemplateNode = TextNode | NullNode | ListNode | MapNode | CallNode

/** The value under a key, or under keys one below the other; `undefined` where there is none. */
export function at(node: TemplateNode | undefined, ...keys: readonly string[]): TemplateNode | undefined {
  const [key, ...rest] = keys
  if (key === undefined || node === undefined) return node
  return node.type === 'map' ? at(node.entries.get(key)?.node, ...rest) : undefined
}

/** The entries of a map; none for anything else. */
export function entriesOf(node: TemplateNode | undefined): [string, MapEntry][] {
  return node?.type === 'map' ? [...node.entries] : []
}

/** What is written as plain text; `undefined` for anything else, an intrinsic function too. */
export function writtenText(node: TemplateNode | undefined): string | undefined {
  return node?.type === 'text' ? node.text : undefined
}
