import type { Literal } from '../source/literal.ts'

/** Where a secret lives, as its declaration says. */
export interface Place {
  readonly service: 'secretsmanager' | 'ssm'
  /** The name, or the full ARN, with `{stage}` and `{id}` left in; with `variable`, what the function's environment sets it to. */
  readonly name: string
  /** The environment variable that holds the name. */
  readonly variable?: string
  /** Of a parameter, where the declaration says it. */
  readonly type?: ParameterType
}

const parameterTypes = ['String', 'StringList', 'SecureString'] as const
/** Source: Systems Manager API Reference, "PutParameter" (Type). */
export type ParameterType = (typeof parameterTypes)[number]

/** A place of which the declaration gives only the variable that holds its name. */
export interface PlaceInVariable {
  readonly service: Place['service']
  readonly variable: string
  readonly type?: ParameterType
}

/**
 * The place that a kind's first argument writes out: `'name'`, `{ parameter: '/name' }`, `{ env: 'VARIABLE' }` or `{ parameter: { env } }`.
 * `undefined` when it is anything else, a name that is computed too.
 */
export function placeOf(written: unknown): Place | PlaceInVariable | undefined {
  if (typeof written === 'string') return { service: 'secretsmanager', name: written }
  if (!isRecord(written)) return undefined
  if (typeof written['env'] === 'string') return { service: 'secretsmanager', variable: written['env'] }
  const { parameter } = written
  const type = typeIn(written)
  if (typeof parameter === 'string') return { service: 'ssm', name: parameter, ...type }
  return isRecord(parameter) && typeof parameter['env'] === 'string' ? { service: 'ssm', variable: parameter['env'], ...type } : undefined
}

/** The place as a handle's own record holds it. */
export function placeIn(record: unknown): Place | PlaceInVariable | undefined {
  if (!isRecord(record)) return undefined
  const { service, name, variable } = record
  if (service !== 'secretsmanager' && service !== 'ssm') return undefined
  if (typeof name === 'string') return { service, name, ...typeIn(record) }
  return typeof variable === 'string' ? { service, variable, ...typeIn(record) } : undefined
}

function typeIn(record: Record<string, unknown>): { type?: ParameterType } {
  const type = parameterTypes.find((each) => each === record['type'])
  return type === undefined ? {} : { type }
}

/** Whether a place stands for any number of secrets, each with an id of its own in place of `{id}`. */
export function isFamily({ name }: Pick<Place, 'name'>): boolean {
  return name.includes('{id}')
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The options a declaring call writes out: its last argument when that is an object beside the place, and not the schema of `json`. */
export function optionsOf(written: readonly (Literal | undefined)[]): Record<string, unknown> {
  const last = written.length > 1 ? written.at(-1) : undefined
  if (!isRecord(last) || '~standard' in last) return {}
  return Object.fromEntries(Object.entries(last).filter(([, value]) => value !== undefined))
}
