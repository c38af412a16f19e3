import { stripVTControlCharacters } from 'node:util'
import { type Denial, denialIn } from '../account/denial.ts'

/** What somebody pasted, as far as it is a refusal. */
export type Pasted =
  | { readonly form: 'denial'; readonly denial: Denial }
  /** Without who and what: the key of a value may not be used. */
  | { readonly form: 'key' }
  /** AWS has written the reason in a text that only an administrator can have decoded. */
  | { readonly form: 'encoded' }
  /** The sentence of `sallyport` in a function, which names the statement. */
  | {
      readonly form: 'runtime'
      readonly role: string | undefined
      readonly action: string
      readonly resource: string
      readonly functionName: string | undefined
    }

/**
 * The refusal in a text that was pasted: AWS's message, alone or in the words of an SDK, a log or JSON. `undefined` when there is none.
 * Sources: IAM User Guide, "Troubleshoot access denied error messages"; Security Token Service API Reference, "DecodeAuthorizationMessage";
 * Key Management Service Developer Guide, "Troubleshooting key access".
 */
export function pasted(text: string): Pasted | undefined {
  const line = stripVTControlCharacters(text).replaceAll('\\"', '"').replaceAll('\\n', ' ').replace(/\s+/g, ' ')
  const denial = denialIn(line)
  if (denial !== undefined) return { form: 'denial', denial }
  if (/encoded authorization (?:failure )?message/i.test(line)) return { form: 'encoded' }
  const said =
    /(?:(?:role|user) (?<who>[\w+=,.@/-]+) )?may not .*?\{"Effect":"Allow","Action":"(?<action>[\w-]+:\w+)","Resource":"(?<resource>[^"]+)"\}/.exec(
      line,
    )?.groups
  const { who, action, resource } = said ?? {}
  if (action !== undefined && resource !== undefined) {
    // where it does not know its name it says FUNCTION
    const functionName = /sallyport grant (?!FUNCTION\b)(?<name>[\w-]+)/.exec(line)?.groups?.['name']
    return { form: 'runtime', role: who, action, resource, functionName }
  }
  return /Access to KMS is not allowed|ciphertext refers to a (?:customer master key|KMS key)/i.test(line) ? { form: 'key' } : undefined
}
