import { holds } from '../narrator.ts'
import { sallyportJson } from '../sallyport-command.ts'
import { newKey, type Step } from '../scene.ts'

interface Stored {
  name: string
  change: string
  characters: number
  lines: number
}

/** The API key of the example, and a password that belongs to somebody else. */
export const storeTheKey: Step = {
  title: 'The key is stored in Secrets Manager (sallyport put, from standard input)',
  async run({ project, payments, keys, say }) {
    const password = newKey()
    keys.push(password)
    const other = await sallyportJson<Stored>(['put', '{stage}/ledger', '--local'], project, { input: password })
    say(`stored ${other.name}, which another function uses`)
    const key = newKey()
    keys.push(key)
    payments.accept(key)
    const stored = await sallyportJson<Stored>(['put', '{stage}/payments', '--kind', 'api-key', '--local'], project, { input: `${key}\n` })
    holds(stored.characters === key.length && stored.change === 'created', 'the key was stored whole', stored)
    say(`stored ${stored.name}: ${stored.characters} characters in ${stored.lines} line, read back and the same`)
  },
}
