import type { Kind } from '../../forms/forms.ts'

const text = `
export function text(place: Place, options: LifeOptions & { readonly field?: string } = {}): Handle<string> {
  return handle(place, options, (stored) => textIn(stored, options.field))
}
`

const apiKey = `
interface ApiKeyOptions extends LifeOptions {
  readonly hosts?: readonly string[]
  /** The header that carries the key as it is; default: authorization, as a bearer token. */
  readonly header?: string
  readonly field?: string
}

export function apiKey(place: Place, options: ApiKeyOptions = {}): Handle<string> & Calling {
  const { hosts = [], header, field } = options
  const key = handle(place, options, (stored) => textIn(stored, field))
  return { ...key, ...calling(key, hosts, (value) => (header === undefined ? ['authorization', 'Bearer ' + value] : [header, value])) }
}
`

const login = `
export interface Login {
  readonly username: string
  readonly password: string
}

interface LoginOptions extends LifeOptions {
  readonly hosts?: readonly string[]
  readonly fields?: { readonly username?: string; readonly password?: string }
}

export function login(place: Place, options: LoginOptions = {}): Handle<Login> & Calling {
  const { hosts = [], fields: { username = 'username', password = 'password' } = {} } = options
  const secret = handle(place, options, (stored) => ({ username: textIn(stored, username), password: textIn(stored, password) }))
  const basic = (value: Login) => 'Basic ' + Buffer.from(value.username + ':' + value.password).toString('base64')
  return { ...secret, ...calling(secret, hosts, (value) => ['authorization', basic(value)]) }
}
`

const json = `
interface Schema<T> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    validate(value: unknown): SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly input: unknown; readonly output: T } | undefined
  }
}

type SchemaResult<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly unknown[] }

export function json<T>(place: Place, schema: Schema<T>, options: LifeOptions = {}): Handle<T> {
  return handle(place, options, async (stored) => {
    const result = await schema['~standard'].validate(parsed(textIn(stored)))
    if (result.issues !== undefined) throw new Error('the stored value does not fit its schema') // what the schema says of it may quote it
    return result.value
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('the stored value is not JSON') // the parser's own message repeats what it read
  }
}
`

const binary = `
export function binary(place: Place, options: LifeOptions = {}): Handle<Uint8Array> {
  return handle(place, options, ({ bytes, text = '' }) => bytes ?? new Uint8Array(Buffer.from(text, 'base64')))
}
`

/** What each kind is in the plain code, and whether it can call hosts. A kind that is not here is told of, and not ejected. */
export const plainKinds: Readonly<Record<Kind, { readonly code: string; readonly calls: boolean }>> = {
  text: { code: text, calls: false },
  apiKey: { code: apiKey, calls: true },
  login: { code: login, calls: true },
  json: { code: json, calls: false },
  binary: { code: binary, calls: false },
}
