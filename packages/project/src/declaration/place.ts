import type { Literal } from '../source/literal.ts'

/** Where a secret lives, as its declaration says. */
export interface Place {
  readonly service: 'secretsmanager' | 'ssm'
  /** The name, or a secret's full ARN, with `{stage}` and `{id}` left in; with `variable`, what the function's environment sets it to. */
  readonly name: string
  /** The environment variable that holds the name. */
  readonly variable?: string
}

/** A place of which the declaration gives only the variable that holds its name. */
export interface PlaceInVariable {
  readonly service: Place['service']
  readonly variable: string
}

/**
 * The place that a kind's first argument writes out: `'name'`, `{ parameter: '/name' }`, `{ env: 'VARIABLE' }` or `{ parameter: { env } }`.
 * `undefined` when it is anything else, a name that is computed too.
 */
export function placeOf(written: unknown): Place | PlaceInVariable | undefined {
  if (typeof written === 'string') return { service: 'secretsmanager', name: written }
  if (!isRecord(written)) return undefined
  if (typeof written['env'] === 'string') return { service: 'secretsmanager', variable: written['env'] }
  const parameter = written['parameter']
  if (typeof parameter === 'string') return { service: 'ssm', name: parameter }
  return isRecord(parameter) && typeof parameter['env'] === 'string' ? { service: 'ssm', variable: parameter['env'] } : undefined
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The options a declaring call writes out: its last argument when that is an object beside the place. */
export function optionsOf(written: readonly (Literal | undefined)[]): Record<string, unknown> {
  const last = written.length > 1 ? written.at(-1) : undefined
  if (!isRecord(last)) return {}
  return Object.fromEntries(Object.entries(last).filter(([, value]) => value !== undefined))
}
