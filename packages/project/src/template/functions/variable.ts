import type { Scope } from '../intrinsics/scope.ts'
import { inputIn, type TextValue, type Unresolved, type Value } from '../intrinsics/value.ts'
import { type DynamicReference, dynamicReferenceIn } from './dynamic-reference.ts'
import { ownPlaceNamedBy } from './own-place.ts'
import { patternOf, reasonOf } from './pattern.ts'
import { type StoredResource, storedBehind } from './stored-resource.ts'

/** What the value of an environment variable stands for. */
export type VariableValue =
  | { readonly kind: 'text'; readonly text: string }
  /** The ARN of a secret, or the name of a parameter: of one that the template makes (`logicalId`), or one of the stack's own account and region. */
  | { readonly kind: 'secret' | 'parameter'; readonly logicalId: string | undefined; readonly name: string | undefined }
  /** The value of a secret or parameter itself, put there in plain text when it is deployed. */
  | ({ readonly kind: 'dynamic'; readonly logicalId: string | undefined } & DynamicReference)
  /** A parameter of the template without a default. */
  | { readonly kind: 'input'; readonly parameter: string; readonly isHidden: boolean }
  /** `parameter`: one without a default, that it holds or would be made from. */
  | {
      readonly kind: 'unknown'
      readonly reason: string
      readonly pattern: string | undefined
      readonly parameter?: string
      readonly isHidden?: boolean
    }
  | { readonly kind: 'oneOf'; readonly values: readonly VariableValue[] }

export type ResourceNamed = (logicalId: string) => StoredResource | undefined

export function resourcesByName(stored: readonly StoredResource[], scope: Scope): ResourceNamed {
  const byId = new Map(stored.map((each) => [each.logicalId, each]))
  return (logicalId) => storedBehind(logicalId, byId, scope)
}

export function variableValue(value: Value, resource: ResourceNamed): VariableValue {
  if (value.kind === 'oneOf') return { kind: 'oneOf', values: value.values.map((each) => variableValue(each, resource)) }
  if (value.kind === 'absent') return { kind: 'unknown', reason: 'it has no value', pattern: undefined }
  if (value.kind !== 'text') return { kind: 'unknown', reason: 'it is a list or a map', pattern: undefined }
  return dynamic(value, resource) ?? reference(value, resource) ?? ownPlace(value) ?? plain(value, resource)
}

function dynamic(value: TextValue, resource: ResourceNamed): VariableValue | undefined {
  const found = dynamicReferenceIn(patternOf(value))
  if (found === undefined) return undefined
  const [, id] = /^\$\{([A-Za-z0-9]+)\}$/.exec(found.name) ?? []
  const stored = id === undefined ? undefined : resource(id)
  return { ...found, kind: 'dynamic', logicalId: stored?.logicalId, name: stored?.name ?? found.name }
}

/** `!Ref Secret`, and nothing else. */
function reference({ pieces }: TextValue, resource: ResourceNamed): VariableValue | undefined {
  const [only, more] = pieces
  if (typeof only !== 'object' || more !== undefined) return undefined
  if (only.kind === 'input') return { kind: 'input', parameter: only.parameter, isHidden: only.isHidden }
  const stored = only.kind === 'resource' && [undefined, 'Id', 'Name'].includes(only.attribute) ? resource(only.logicalId) : undefined
  if (stored === undefined) return undefined
  return { kind: stored.service === 'ssm' ? 'parameter' : 'secret', logicalId: stored.logicalId, name: stored.name }
}

function ownPlace(value: TextValue): VariableValue | undefined {
  const place = ownPlaceNamedBy(patternOf(value))
  return place && { kind: place.service === 'ssm' ? 'parameter' : 'secret', logicalId: undefined, name: place.name }
}

function plain(value: TextValue, resource: ResourceNamed): VariableValue {
  const pieces = value.pieces.map((each) => (typeof each === 'object' ? (parameterName(each, resource) ?? each) : each))
  const first = pieces.find((each) => typeof each === 'object')
  if (first === undefined) return { kind: 'text', text: pieces.join('') }
  const input = inputIn(value)
  const isFillable = pieces.every((each) => typeof each === 'string' || each.kind === 'pseudo')
  return {
    kind: 'unknown',
    reason: reasonOf(first),
    pattern: isFillable ? patternOf({ ...value, pieces }) : undefined,
    ...(input !== undefined && { parameter: input.parameter, isHidden: input.isHidden }),
  }
}

/** The `Ref` of a parameter is its name, which may be a part of a text. */
function parameterName(piece: Unresolved, resource: ResourceNamed): string | undefined {
  const stored = piece.kind === 'resource' && piece.attribute === undefined ? resource(piece.logicalId) : undefined
  return stored?.service === 'ssm' ? stored.name : undefined
}
