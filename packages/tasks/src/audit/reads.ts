import { denialIn } from '../account/denial.ts'
import { type KnownSecret, parameterKey, type SecretKey, secretKey } from './secret-key.ts'
import { requestText, type TrailEvent } from './trail-event.ts'

/** Operations that give a value. One line each: what was asked for, by the names in the request. */
const askedBy: Readonly<Record<string, (event: TrailEvent, known: readonly KnownSecret[]) => readonly SecretKey[]>> = {
  GetSecretValue: (event, known) => texts(event, 'secretId').map((id) => secretKey(id, known)),
  // writes a GetSecretValue of its own per secret it reads (Secrets Manager API Reference, "BatchGetSecretValue"): only its denial counts
  BatchGetSecretValue: (event, known) => (event.errorCode === undefined ? [] : batchTexts(event).map((id) => secretKey(id, known))),
  GetParameter: (event, known) => texts(event, 'name').map((name) => parameterKey(name, known)),
  GetParameters: (event, known) => texts(event, 'names').map((name) => parameterKey(name, known)),
  GetParametersByPath: (event) => texts(event, 'path').map((path) => ({ service: 'ssm', name: `${path.replace(/\/$/, '')}/*` })),
}

export const readingEventNames = Object.keys(askedBy)

export interface Read {
  readonly secret: SecretKey
  readonly isDenied: boolean
}

/** The reads that a record tells of, those that were denied too. What failed otherwise gave nobody a value and is left out. */
export function readsIn(event: TrailEvent, known: readonly KnownSecret[]): Read[] {
  const asked = Object.hasOwn(askedBy, event.eventName) ? askedBy[event.eventName] : undefined
  if (asked === undefined) return []
  const isDenied = event.errorCode?.startsWith('AccessDenied') === true
  if (event.errorCode !== undefined && !isDenied) return []
  const secrets = asked(event, known)
  return (secrets.length === 0 && isDenied ? denied(event, known) : secrets).map((secret) => ({ secret, isDenied }))
}

/** A denied GetParameter has no request parameters: what was asked for stands in its message alone. */
function denied({ errorMessage }: TrailEvent, known: readonly KnownSecret[]): SecretKey[] {
  const denial = denialIn(errorMessage ?? '')
  if (denial === undefined) return []
  const { action, resource = '*' } = denial
  return [action.startsWith('ssm:') ? parameterKey(resource, known) : secretKey(resource, known)]
}

function texts(event: TrailEvent, member: string): string[] {
  const value = event.requestParameters?.[member]
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string')
  const text = requestText(event, member)
  return text === undefined ? [] : [text]
}

function batchTexts(event: TrailEvent): string[] {
  const ids = texts(event, 'secretIdList')
  return ids.length === 0 ? ['*'] : ids
}
