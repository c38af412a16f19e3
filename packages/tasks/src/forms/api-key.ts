import { type Form, refusedValue } from './form.ts'
import { header } from './options/header.ts'
import { hosts } from './options/hosts.ts'

/** A key that goes into a header. */
export const apiKey: Form = {
  label: 'an API key',
  purpose: 'one text that goes into a header of each request',
  asFirst: 'one text, sent in a header',
  stored: 'text',
  options: [hosts, header],
  check(value) {
    if (/[^\x20-\x7e]/.test(value)) {
      throw refusedValue(
        'holds a line break, a control character or one outside ASCII, which no header can carry',
        'use `kind` text if that is meant',
      )
    }
    if (value !== value.trim()) throw refusedValue('begins or ends with a blank, which a header loses', 'use `kind` text if that is meant')
    return undefined
  },
}
