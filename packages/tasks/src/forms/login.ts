import { type Form, refusedValue } from './form.ts'
import { hosts } from './options/hosts.ts'

/** A user name and a password, as a JSON object of two texts; the members may have other names. */
export const login: Form = {
  label: 'a login',
  purpose: 'user name and password, sent as HTTP Basic',
  asFirst: 'user name and password, sent as HTTP Basic',
  stored: 'json',
  fields: [
    { name: 'username', asked: 'user name', isHidden: false },
    { name: 'password', asked: 'password', isHidden: true },
  ],
  options: [hosts],
  check(value) {
    const stored = jsonObject(value)
    const members = stored === undefined ? [] : Object.entries(stored)
    if (members.length !== 2 || !members.every(([, member]) => typeof member === 'string' && member !== '')) {
      throw refusedValue('is not a login', 'give JSON of two texts, {"username": "…", "password": "…"}')
    }
    return members.map(([name]) => name)
  },
}

function jsonObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined // the parser's own message repeats what it read
  }
}
