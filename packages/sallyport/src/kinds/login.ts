import { type Declared, declared } from '../declared.ts'
import type { Handle } from '../handle.ts'
import type { WrittenPlace } from '../place/written-place.ts'
import type { ReadingOptions } from '../reading-options.ts'
import { badValue } from '../secret-value/bad-value.ts'
import { ownBytes } from '../secret-value/own-bytes.ts'
import type { Stored } from '../secret-value/stored-reading.ts'
import { calling, type Signing } from './signing.ts'
import { storedField } from './stored-field.ts'

/** The value of a `login`. */
export interface Login {
  readonly username: string
  readonly password: string
}

/** Options of `login`. */
export interface LoginOptions<H extends string = string> extends ReadingOptions {
  /** Hosts the login may be sent to, by HTTP Basic; with them the handle has `fetch`. The first is where a path goes. */
  readonly hosts?: readonly H[] | undefined
  /** Names of the stored JSON object's fields, where they differ from `username` and `password`. */
  readonly fields?: { readonly username?: string | undefined; readonly password?: string | undefined } | undefined
}

const basic = ({ username, password }: Login) => `Basic ${ownBytes(`${username}:${password}`).toString('base64')}`

/**
 * A user name and a password, stored as a JSON object of the two.
 * @example
 * export const crm = login('{stage}/crm', { hosts: ['crm.example.com'] })
 */
/*#__NO_SIDE_EFFECTS__*/
export function login<const N extends string, const H extends string = never>(
  place: WrittenPlace<N>,
  options: LoginOptions<H> = {},
): Declared<N, Handle<Login> & Signing<H>> {
  const { hosts, fields: { username: nameField = 'username', password: passwordField = 'password' } = {} } = options
  const kind = {
    kind: 'login',
    parse(stored: Stored, secret: string): Login {
      const username = storedField(stored, secret, nameField)
      const password = storedField(stored, secret, passwordField)
      // RFC 7617, section 2: a user-id that holds a colon cannot be sent.
      if (hosts?.length && username.includes(':')) throw badValue(secret, `may not hold a colon in its field ${nameField}`)
      return Object.freeze({ username, password })
    },
    abilities: hosts?.length
      ? calling<Login, H>({ hosts, sign: (value) => ({ authorization: basic(value) }), credentialHeaders: ['authorization'] })
      : undefined,
  }
  // The ability is there exactly when H is not never: it is made from the same hosts that H is inferred from.
  return declared(place, kind, options) as Declared<N, Handle<Login> & Signing<H>>
}
