import type { Calling } from '../call-options.ts'
import { calling } from '../calling.ts'
import { type Handle, handle, type ReadingOptions } from '../handle.ts'
import type { Place } from '../place.ts'
import { textIn } from '../text-in.ts'

export interface Login {
  readonly username: string
  readonly password: string
}

interface LoginOptions extends ReadingOptions {
  readonly hosts?: readonly string[]
  readonly fields?: { readonly username?: string; readonly password?: string }
}

export function login(place: Place, options: LoginOptions = {}): Handle<Login> & Calling {
  const { hosts = [], fields: { username = 'username', password = 'password' } = {} } = options
  const secret = handle(place, options, (stored) => ({ username: textIn(stored, username), password: textIn(stored, password) }))
  const basic = (value: Login) => `Basic ${Buffer.from(`${value.username}:${value.password}`).toString('base64')}`
  return { ...secret, ...calling(secret, hosts, (value) => ['authorization', basic(value)]) }
}
