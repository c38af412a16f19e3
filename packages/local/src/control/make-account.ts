import { isAccountId } from '../local-account.ts'
import { type Control, ControlRefusal } from './control.ts'

/**
 * An account for whoever asks, such as one test: empty, apart from all others, and gone with the next reset. `{ accountId? }` asks for
 * one by its number, which has the same keys until then.
 */
export const makeAccount: Control = {
  method: 'POST',
  name: 'accounts',
  run({ body }, server) {
    const { accountId } = Object(body)
    const isAsked = typeof body === 'object' && !Array.isArray(body) && (accountId === undefined || isAccountId(accountId))
    if (!isAsked) throw new ControlRefusal('accounts takes {} or { "accountId": "12 digits" }')
    return server.account({ accountId })
  },
}
