import type { Scope } from '../intrinsics/scope.ts'
import { absent, assumedIn, oneOf, union, type Value } from '../intrinsics/value.ts'
import { at, type MapEntry, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { type ResourceNamed, type VariableValue, variableValue } from './variable.ts'

export interface TemplateVariable {
  /** Under the defaults of the template's parameters. */
  readonly value: VariableValue
  /** Each value that conditions leave possible when the parameters have other values. */
  readonly possible: readonly VariableValue[]
  /** Parameters of the template whose default `value` follows from. */
  readonly assumes: readonly string[]
  /** What it is as a whole: a parameter of the template (`!Ref`), or what a mapping holds (`!FindInMap`). `undefined` for anything else. */
  readonly standsFor: { readonly kind: 'parameter' | 'mapping'; readonly name: string } | undefined
  /** Set in `Globals`, for all functions. */
  readonly isGlobal: boolean
  readonly line: number
}

export interface TemplateEnvironment {
  readonly environment: Readonly<Record<string, TemplateVariable>>
  /** Why there may be more variables than these. */
  readonly environmentProblem: { readonly line: number; readonly reason: string } | undefined
}

interface Reading {
  /** Computes with the parameters' defaults. */
  readonly scope: Scope
  /** Keeps every branch. */
  readonly everyBranch: Scope
  readonly resource: ResourceNamed
}

/** Lambda API Reference, "Environment" (Variables). */
const variableName = /^[A-Za-z][A-Za-z0-9_]*$/

/** @param own the function's properties as they are written, without the global ones */
export function environmentOf(properties: TemplateNode | undefined, own: TemplateNode | undefined, reading: Reading): TemplateEnvironment {
  const { scope, everyBranch, resource } = reading
  const environment = at(properties, 'Environment')
  const variables = at(environment, 'Variables')
  const written = variables ?? environment
  if (written === undefined || written.type === 'null') return { environment: {}, environmentProblem: undefined }
  const now = entriesIn(written, scope)
  const later = entriesIn(written, everyBranch)
  const ownVariables = at(own, 'Environment', 'Variables')
  const names = [...new Set([...now.entries.keys(), ...later.entries.keys()])].filter((each) => variableName.test(each))
  const found = names.map((name): [string, TemplateVariable] => {
    const { value, line, node } = now.entries.get(name) ?? { value: absent, line: written.line }
    const possible = later.entries.get(name)?.value ?? value
    const isOwn = ownVariables === undefined ? at(own, 'Environment') !== undefined : at(ownVariables, name) !== undefined
    const variable = variableValue(value, resource)
    return [
      name,
      {
        value: variable,
        possible: (possible.kind === 'oneOf' ? possible.values : [possible]).map((each) => variableValue(each, resource)),
        assumes: union(assumedIn(value), assumedByName(variable, resource)),
        standsFor: node && standsFor(node, scope),
        isGlobal: !isOwn,
        line,
      },
    ]
  })
  return { environment: Object.fromEntries(found), environmentProblem: now.problem }
}

interface Entries {
  /** `node`: where it is written by itself. */
  readonly entries: ReadonlyMap<string, { readonly value: Value; readonly line: number; readonly node?: TemplateNode }>
  readonly problem: TemplateEnvironment['environmentProblem']
}

function entriesIn(written: TemplateNode, scope: Scope): Entries {
  if (written.type === 'map' && !written.entries.has('Variables'))
    return { entries: resolvedEntries(written.entries, scope), problem: undefined }
  const value = scope.resolved(written)
  const options = (value.kind === 'oneOf' ? value.values : [value]).map(variablesIn)
  const names = new Set(options.flatMap((each) => (each === undefined ? [] : [...each.keys()])))
  const { line } = written
  const entries = [...names].map((name) => {
    const values = options.map((each) => each?.get(name) ?? absent)
    return [name, { value: oneOf(values, line), line }] as const
  })
  const isKnown = options.every((each) => each !== undefined)
  return { entries: new Map(entries), problem: isKnown ? undefined : { line, reason: reasonIn(value) } }
}

function resolvedEntries(entries: ReadonlyMap<string, MapEntry>, scope: Scope): Entries['entries'] {
  const values = [...entries].map(([name, { node, line }]) => [name, { value: scope.resolved(node), line, node }] as const)
  return new Map(values.filter(([, { value }]) => value.kind !== 'absent'))
}

function standsFor(node: TemplateNode, { document }: Scope): TemplateVariable['standsFor'] {
  if (node.type !== 'call') return undefined
  const { name, argument } = node
  if (name === 'Fn::FindInMap') {
    const mapping = argument.type === 'list' ? writtenText(argument.items[0]) : undefined
    return mapping === undefined ? undefined : { kind: 'mapping', name: mapping }
  }
  const text = writtenText(argument)
  const named = name === 'Ref' ? text : name === 'Fn::Sub' ? /^\$\{\s*([A-Za-z0-9]+)\s*\}$/.exec(text ?? '')?.[1] : undefined
  return named === undefined || at(document.parameters, named) === undefined ? undefined : { kind: 'parameter', name: named }
}

/** The variables of a value that stands for `Environment` or `Variables`. */
function variablesIn(value: Value): ReadonlyMap<string, Value> | undefined {
  if (value.kind === 'absent') return new Map()
  if (value.kind !== 'map') return undefined
  const inner = value.entries.get('Variables')
  return inner === undefined ? value.entries : variablesIn(inner)
}

function reasonIn(value: Value): string {
  const piece = value.kind === 'text' ? value.pieces.find((each) => typeof each === 'object') : undefined
  return piece?.kind === 'unknown' ? `Environment ${piece.reason}` : 'Environment is no map of variables'
}

/** The name of a secret that the template makes may follow from a parameter as well. */
function assumedByName(value: VariableValue, resource: ResourceNamed): readonly string[] {
  return 'logicalId' in value && value.logicalId !== undefined ? (resource(value.logicalId)?.assumes ?? []) : []
}

/** Why a variable is not known before it is deployed; `undefined` for one that is. */
export function whyUnknown(value: VariableValue): string | undefined {
  switch (value.kind) {
    case 'text':
      return undefined
    case 'secret':
    case 'parameter': {
      const what = value.kind === 'secret' ? 'it is the ARN of the secret' : 'it is the name of the parameter'
      return value.name === undefined ? `${what} ${value.logicalId}, which has no Name that is known: give it one` : undefined
    }
    case 'dynamic':
      return `it holds the value of ${value.service === 'ssm' ? 'parameter' : 'secret'} ${value.name} itself, in plain text`
    case 'input':
      return `it is the template's parameter ${value.parameter}, which has no default`
    case 'oneOf':
      return 'it is one of several values, by a condition'
    case 'unknown':
      return value.reason
  }
}
