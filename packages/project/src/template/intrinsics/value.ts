/** A part of a text that is not known before deployment. */
export type Unresolved =
  | { readonly kind: 'pseudo'; readonly name: string }
  | { readonly kind: 'resource'; readonly logicalId: string; readonly attribute: string | undefined }
  | Input
  /** `input`: what it would be made from. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly line: number; readonly input?: Input | undefined }

/** A parameter of the template without a default. */
export interface Input {
  readonly kind: 'input'
  readonly parameter: string
  readonly isHidden: boolean
}

export interface TextValue {
  readonly kind: 'text'
  readonly pieces: readonly (string | Unresolved)[]
  /** Parameters of the template whose default this text, or the choice of it, follows from. */
  readonly assumes: readonly string[]
}

/** A value of a template with its intrinsic functions computed as far as they can be before deployment. */
export type Value =
  | TextValue
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }
  /** By a condition that is not known to hold or not. */
  | { readonly kind: 'oneOf'; readonly values: readonly Value[] }
  /** `AWS::NoValue`, or nothing written. */
  | { readonly kind: 'absent' }

/** Values that conditions may leave possible before it is said that they are too many. */
export const maxPossible = 16

/** Characters of a computed text; a chain of references could double it with each. Lambda's whole environment has 4 KB. */
const maxCharacters = 65_536

export const absent: Value = { kind: 'absent' }

export function text(...pieces: readonly (string | Unresolved)[]): TextValue {
  return { kind: 'text', pieces, assumes: [] }
}

/** @param from what it would be made from, if that were known */
export function unknown(reason: string, line: number, from: Value = absent): TextValue {
  return { kind: 'text', pieces: [{ kind: 'unknown', reason, line, input: inputIn(from) }], assumes: assumedIn(from) }
}

/** The parameter without a default that a value holds, a hidden one before others. */
export function inputIn(value: Value): Input | undefined {
  const inputs = value.kind === 'text' ? value.pieces.flatMap(inputOf) : partsOf(value).flatMap((each) => inputIn(each) ?? [])
  return inputs.find(({ isHidden }) => isHidden) ?? inputs[0]
}

function inputOf(piece: string | Unresolved): Input | [] {
  if (typeof piece === 'string') return []
  return piece.kind === 'input' ? piece : piece.kind === 'unknown' ? (piece.input ?? []) : []
}

/** Parameters of the template whose default a value, or a part of it, follows from. */
export function assumedIn(value: Value): readonly string[] {
  if (value.kind === 'text') return value.assumes
  return partsOf(value).reduce((all: readonly string[], each) => union(all, assumedIn(each)), [])
}

function partsOf(value: Value): readonly Value[] {
  return value.kind === 'oneOf' ? value.values : value.kind === 'list' ? value.items : []
}

/** The text where all of it is known. */
export function knownText(value: Value): string | undefined {
  if (value.kind !== 'text') return undefined
  return value.pieces.every((each) => typeof each === 'string') ? value.pieces.join('') : undefined
}

export function oneOf(values: readonly Value[], line: number): Value {
  const all = values.flatMap((each) => (each.kind === 'oneOf' ? each.values : [each]))
  const [first, second] = all
  if (first !== undefined && second === undefined) return first
  return all.length > maxPossible ? unknown('has too many possible values', line) : { kind: 'oneOf', values: all }
}

/** What comes of `change` for a value, or for each of its possible values. */
export function eachOf(value: Value, line: number, change: (one: Value) => Value): Value {
  return value.kind === 'oneOf' ? oneOf(value.values.map(change), line) : change(value)
}

/** Texts one after the other, for every combination of their possible values. */
export function joined(values: readonly Value[], line: number): Value {
  let wholes: Value[] = [text()]
  for (const value of values) {
    const options = value.kind === 'oneOf' ? value.values : [value]
    if (wholes.length * options.length > maxPossible) return unknown('has too many possible values', line)
    wholes = wholes.flatMap((whole) => options.map((option) => appended(whole, option, line)))
  }
  return oneOf(wholes, line)
}

function appended(whole: Value, part: Value, line: number): Value {
  if (whole.kind !== 'text') return whole
  if (part.kind === 'absent') return whole
  if (part.kind !== 'text') return unknown('puts a list or a map into a text', line)
  const pieces = [...whole.pieces, ...part.pieces]
  const characters = pieces.reduce((sum, each) => sum + (typeof each === 'string' ? each.length : 1), 0)
  if (characters > maxCharacters || pieces.length > maxCharacters) return unknown(`is longer than ${maxCharacters} characters`, line)
  return { kind: 'text', pieces: withoutSeams(pieces), assumes: union(whole.assumes, part.assumes) }
}

function withoutSeams(pieces: readonly (string | Unresolved)[]): (string | Unresolved)[] {
  const merged: (string | Unresolved)[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece
    else if (piece !== '') merged.push(piece)
  }
  return merged
}

/** A value that holds only while parameters keep their defaults. */
export function assuming(value: Value, parameters: readonly string[]): Value {
  if (parameters.length === 0) return value
  switch (value.kind) {
    case 'text':
      return { ...value, assumes: union(value.assumes, parameters) }
    case 'list':
      return { ...value, items: value.items.map((each) => assuming(each, parameters)) }
    case 'map':
      return { ...value, entries: new Map([...value.entries].map(([key, each]) => [key, assuming(each, parameters)])) }
    case 'oneOf':
      return { ...value, values: value.values.map((each) => assuming(each, parameters)) }
    case 'absent':
      return value
  }
}

export function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return right.length === 0 ? left : [...new Set([...left, ...right])]
}
